"use strict";

/*
 * Full-text queries: asks the search index of the page's language, and the other one for untranslated entries. It does
 * not touch the DOM.
 */

/**
 * @param {ReturnType<Window["rcmSearchEngine"]>} search
 * @param {ExploreEntries} explore
 */
const exploreWords = (search, { entries, language }) => {
  const locales = new Set([kb.locale, ...entries.map(language)]);

  /**
   * @param {string} query
   * @param {boolean} exactly whether to turn off spelling correction
   * @returns {Promise<{ ranks: Ranks, corrected: string }>} `corrected` is the query as corrected, or empty
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
