"use strict";

/*
 * The search engine: which pages have what a query asks for, the best first. No DOM but the scripts that it adds.
 */

/** @param {URL} root of the site */
const searchEngine = (root) => {
  const { weighConcept, combine, ranked } = searchRanking;
  const pieces = searchPieces(root);
  // What it adds that the query is the whole name of a page: a term is called so, an entry is titled so.
  const NAMED = 30;
  const TITLED = 15;
  const HIGHEST = 39;
  /** @type {Map<string, Promise<SearchEngine>>} */
  const engines = new Map();

  /** @type {(locale: string, start: SearchStart) => SearchEngine} */
  const engineOf = (locale, start) => {
    const { count, version } = start;
    const keys = searchWords.keys(locale);
    const read = searchQuery(start, locale, keys.keyOf);
    const lookup = searchLookup(pieces, locale, start, keys);
    const { facet, narrow } = searchFacets(pieces, locale, start);

    /** @type {SearchEngine} */
    const made = {
      search: async (query, filters = {}) => {
        const asked = read(query);
        const chosen = Object.entries(filters).filter(([, values]) => values.length);
        const [concepts, without, named, fails] = await Promise.all([
          Promise.all(asked.concepts.map((concept) => weighConcept(lookup, concept))),
          Promise.all(asked.without.map((form) => lookup.weigh(form, false, new Map()))),
          asked.name ? lookup.entry(asked.name) : [], narrow(chosen),
        ]);
        const { scores, whole } = concepts.length ? combine(concepts, count) : { scores: new Float64Array(count), whole: true };
        pieces.eachPosting(named[1] ?? "", (page, level) => { if (scores[page]) scores[page] += level === HIGHEST ? NAMED : TITLED; });
        for (const page of start.absent ?? []) fails[page] = 255;
        for (const weights of without) weights.forEach((weight, page) => { if (weight) scores[page] = 0; });
        return { query, pages: ranked(scores, fails), scores, concepts, whole, fails, isPart: Boolean(start.absent && !window.rcmInside), filters: chosen.map(([name]) => name) };
      },
      counts: async ({ fails, filters }, name) => {
        const own = filters.indexOf(name) + 1;
        const values = await facet(name);
        return new Map([...values].map(([value, pages]) => (
          [value, pages.reduce((sum, page) => sum + (fails[page] === 0 || (own > 0 && fails[page] === own) ? 1 : 0), 0)])));
      },
      page: (number) => pieces.piece(`${locale}/text/${number}`, version),
      words: async (letter) => (start.letters.includes(letter) ? pieces.piece(`${locale}/words/${letter}`, version) : ""),
      common: new Set(start.common.split(" ")),
      months: start.months,
      locale,
    };
    return Object.freeze(made);
  };

  /** @param {string} locale */
  const load = async (locale) => {
    // No browser may use an old one: it names pieces that are gone. The page has loaded what says of when the site is.
    const revision = `${window.rcmAbout?.date ?? ""}-${window.rcmAbout?.revision ?? ""}`;
    /** @type {[SearchStart, void]} */
    const [start] = await Promise.all([pieces.piece(`${locale}/start`, revision), pieces.script(`search/${locale}/stemmer.js`, revision)]);
    return engineOf(locale, start);
  };

  /** The engine of a language; loaded at the first call. @param {string} locale */
  const engine = (locale) => {
    let started = engines.get(locale);
    if (!started) {
      started = load(locale);
      started.catch(() => engines.delete(locale));
      engines.set(locale, started);
    }
    return started;
  };

  return Object.freeze({ engine });
};
