"use strict";

/*
 * All entries: narrowed, counted and sorted. It touches no page. Values of one facet are alternatives, facets narrow
 * each other; the places of values in their facet stand for them.
 */

/** @param {ExploreData} data */
const exploreEntries = (data) => {
  /** @type {ExploreFacet[]} */
  const facets = data.facets.map(([name, label, values, opened, onCards]) => ({ name, label, values, opened, onCards, chosen: new Set() }));
  /** @type {ExploreEntry[]} */
  const entries = data.entries.map(
    ([address, title, date, when, fragment, ...values]) => ({ address, title, date, when, fragment, values }));
  const place = Object.fromEntries(facets.map(({ name }, index) => [name, index]));

  /**
   * Find the entries that match everything, and what there would be with one thing more or less.
   * @param {Ranks | null} ranks null where no words are looked for
   */
  const narrow = (ranks) => {
    // The words are one more thing that narrows, after the facets.
    const words = facets.length;
    /** @type {ExploreResult} */
    const result = {
      found: [],
      counts: facets.map(({ values }) => new Uint32Array(values.length)),
      missedBy: new Uint32Array(facets.length + 1),
    };
    const narrowing = facets.flatMap(({ chosen }, index) => (chosen.size ? [index] : []));
    /** @type {(index: number, entry: ExploreEntry) => void} */
    const count = (index, entry) => { for (const value of entry.values[index]) result.counts[index][value] += 1; };
    /** @param {ExploreEntry} entry */
    const look = (entry) => {
      let missed = ranks && !ranks.has(entry.fragment) ? words : -1;
      for (const index of narrowing) {
        if (entry.values[index].some((value) => facets[index].chosen.has(value))) continue;
        if (missed >= 0) return;
        missed = index;
      }
      if (missed < 0) {
        result.found.push(entry);
        facets.forEach((_, index) => count(index, entry));
      } else {
        result.missedBy[missed] += 1;
        if (missed !== words) count(missed, entry);
      }
    };
    entries.forEach(look);
    return result;
  };

  /** @type {Map<ExploreEntry, number> | undefined} */
  let titleRanks;
  /** The place of each entry in the order of titles; comparing words is slow, so it is done once. */
  const byTitle = () => {
    if (!titleRanks) {
      const { compare } = new Intl.Collator(kb.region, { numeric: true, ignorePunctuation: true });
      const sorted = [...entries].sort((a, b) => compare(a.title, b.title));
      titleRanks = new Map(sorted.map((entry, rank) => [entry, rank]));
    }
    return titleRanks;
  };

  /**
   * Put entries, which come newest first, into an order.
   * @param {ExploreEntry[]} found
   * @param {string} order
   * @param {Ranks | null} ranks
   */
  const arrange = (found, order, ranks) => {
    /** @param {(entry: ExploreEntry) => number | undefined} rank */
    const by = (rank) => found.sort((a, b) => (rank(a) ?? 0) - (rank(b) ?? 0));
    if (order === "oldest") found.reverse();
    if (order === "title") by((entry) => byTitle().get(entry));
    if (order === "relevance") by((entry) => ranks?.get(entry.fragment));
  };

  /** @type {(entry: ExploreEntry, name: string) => Named[]} */
  const valuesOf = (entry, name) => entry.values[place[name]].map((value) => facets[place[name]].values[value]);

  return Object.freeze({
    facets,
    entries,
    narrow,
    arrange,
    valuesOf,
    /** @type {(entry: ExploreEntry, name: string) => string[]} */
    ids: (entry, name) => valuesOf(entry, name).map(([id]) => id),
    /** @type {(entry: ExploreEntry, name: string) => string[]} */
    labels: (entry, name) => valuesOf(entry, name).map(([, label]) => label),
    /** The address of the page of an entry, from the root of the site. @param {ExploreEntry} entry */
    path: (entry) => kb.say(data.page, { address: entry.address }),
    /** The language of the text of an entry: with it begins what the search engine calls the entry. @param {ExploreEntry} entry */
    language: (entry) => entry.fragment.slice(0, 2),
  });
};
