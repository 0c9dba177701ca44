"use strict";

/*
 * Words in the text: puts them to the search engine, to that of the language of the page and to the other's for what is
 * only there. It touches no page.
 */

/**
 * @param {ReturnType<Window["rcmSearchEngine"]>} search
 * @param {ExploreEntries} explore
 */
const exploreWords = (search, { entries, language }) => {
  const locales = new Set([kb.locale, ...entries.map(language)]);

  /**
   * @param {string} query
   * @param {boolean} exactly whether no word is to be corrected
   * @returns {Promise<{ ranks: Ranks, corrected: string }>} `corrected` is what was found instead, or empty
   */
  return async (query, exactly) => {
    /** @type {Ranks} */
    const ranks = new Map();
    let corrected = "";
    for (const locale of locales) {
      const engine = await search.engine(locale);
      if (locale === kb.locale) await engine.complete(query);
      let { results } = await engine.search(query);
      if (locale === kb.locale && !exactly) {
        const other = await search.correct(locale, query);
        const better = other ? (await engine.search(other)).results : [];
        if (better.length > results.length) { results = better; corrected = other; }
      }
      for (const { id } of results) if (!ranks.has(id)) ranks.set(id, ranks.size);
    }
    return { ranks, corrected };
  };
};
