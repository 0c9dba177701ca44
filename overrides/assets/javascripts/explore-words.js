"use strict";

/*
 * Full-text queries: asks the search index of the page's language. It does not touch the DOM.
 */

/** @param {ReturnType<typeof searchEngine>} search */
const exploreWords = (search) => {
  /**
   * @param {string} query
   * @returns {Promise<{ ranks: Ranks, also: string[], meant: string }>} the synonyms that were looked for as well, and
   *   what may be meant if nothing is found
   */
  return async (query) => {
    const engine = await search.engine(kb.locale);
    const found = await engine.search(query);
    const also = [...new Set(found.concepts.flatMap((concept) => concept.also))];
    const meant = found.pages.length ? "" : await searchSuggestion(found, engine);
    return { ranks: new Map(found.pages.map((page, rank) => [page, rank])), also, meant };
  };
};
