"use strict";

/*
 * The pages of each value of a facet. No DOM.
 */

/** @param {ReturnType<typeof searchPieces>} pieces @param {string} locale @param {SearchStart} start */
const searchFacets = (pieces, locale, { count, version }) => {
  /** @type {Map<string, Map<string, Int32Array>>} */
  const facets = new Map();

  /** @param {string} name */
  const facet = async (name) => {
    /** @type {Record<string, string>} */
    const coded = await pieces.piece(`${locale}/facet/${name}`, version);
    const values = facets.get(name) ?? new Map(Object.entries(coded).map(([value, text]) => [value, pieces.pages(text)]));
    facets.set(name, values);
    return values;
  };

  /** For each page: 0 if every filter lets it through, n if only the nth doesn't, else 255. @param {[string, string[]][]} filters */
  const narrow = async (filters) => {
    const fails = new Uint8Array(count);
    for (const [index, [name, chosen]] of filters.entries()) {
      const values = await facet(name);
      const passes = new Uint8Array(count);
      for (const value of chosen) for (const page of values.get(value) ?? []) passes[page] = 1;
      passes.forEach((pass, page) => { if (!pass) fails[page] = fails[page] ? 255 : index + 1; });
    }
    return fails;
  };

  return Object.freeze({ facet, narrow });
};
