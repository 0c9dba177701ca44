"use strict";

/*
 * All entries: filtering, counting and sorting, without the DOM. Values of one facet are combined with OR, facets with
 * AND. A value is represented by its index in the facet.
 */

/** @param {ExploreData} data */
const exploreEntries = (data) => {
  /** @type {ExploreFacet[]} */
  const facets = data.facets.map(([name, label, values, opened, onCards]) => ({ name, label, values, opened, onCards, chosen: new Set() }));
  /** @type {ExploreEntry[]} */
  const entries = data.entries.map(
    ([address, title, date, when, number, locale, ...values]) => ({ address, title, date, when, number, locale, values }));
  const place = Object.fromEntries(facets.map(({ name }, index) => [name, index]));

  /**
   * Find the entries that match all filters, and count what adding or removing one filter would give.
   * @param {Ranks | null} ranks null if there is no text query
   */
  const narrow = (ranks) => {
    // The text query counts as one more filter, after the facets.
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
      let missed = ranks && !ranks.has(entry.number) ? words : -1;
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
  /** The rank of each entry by title; cached, because locale-aware comparison is slow. */
  const byTitle = () => {
    if (!titleRanks) {
      const { compare } = new Intl.Collator(kb.region, { numeric: true, ignorePunctuation: true });
      const sorted = [...entries].sort((a, b) => compare(a.title, b.title));
      titleRanks = new Map(sorted.map((entry, rank) => [entry, rank]));
    }
    return titleRanks;
  };

  /**
   * Sort entries, which are newest first.
   * @param {ExploreEntry[]} found
   * @param {string} order
   * @param {Ranks | null} ranks
   */
  const arrange = (found, order, ranks) => {
    /** @param {(entry: ExploreEntry) => number | undefined} rank */
    const by = (rank) => found.sort((a, b) => (rank(a) ?? 0) - (rank(b) ?? 0));
    if (order === "oldest") found.reverse();
    if (order === "title") by((entry) => byTitle().get(entry));
    if (order === "relevance") by((entry) => ranks?.get(entry.number));
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
    /** The URL of the page of an entry, from the site root. @param {ExploreEntry} entry */
    path: (entry) => kb.say(data.page, { address: entry.address }),
    /** The same in the language of its text: where an entry that is not translated is cited. @param {ExploreEntry} entry */
    cited: (entry) => kb.say(data.pages?.[entry.locale] ?? data.page, { address: entry.address }),
    /** The language of the text of an entry. @param {ExploreEntry} entry */
    language: (entry) => entry.locale,
  });
};
