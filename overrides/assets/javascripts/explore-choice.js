"use strict";

/*
 * The state of the Explore page (query, filters, sort order), and its serialisation in the URL.
 */

/**
 * @param {ExploreFacet[]} facets
 * @param {string[]} orders the valid sort orders
 */
const exploreChoice = (facets, orders) => {
  const choice = {
    query: "",
    /** The chosen sort order; empty for the default. */
    sort: "",

    /** The state as a query string; ids are the same in both languages. */
    written: () => {
      const parameters = new URLSearchParams();
      if (choice.query) parameters.set("q", choice.query);
      for (const { name, values, chosen } of facets) for (const value of chosen) parameters.append(name, values[value][0]);
      if (choice.sort) parameters.set("sort", choice.sort);
      return parameters.toString();
    },

    read: () => {
      const parameters = new URLSearchParams(location.search);
      const sort = parameters.get("sort") ?? "";
      choice.query = (parameters.get("q") ?? "").trim();
      choice.sort = orders.includes(sort) ? sort : "";
      for (const facet of facets) {
        const wanted = new Set(parameters.getAll(facet.name));
        facet.chosen = new Set(facet.values.flatMap(([id], value) => (wanted.has(id) ? [value] : [])));
      }
    },

    /** Write the state to the URL. Typing a query adds one history entry, not one per letter. */
    remember: ({ typing = false } = {}) => {
      const url = new URL(location.href);
      url.search = choice.written();
      if (url.href === location.href) return;
      const before = new URLSearchParams(location.search).get("q");
      if (typing && before && choice.query) history.replaceState(null, "", url);
      else history.pushState(null, "", url);
    },

    clear: () => {
      choice.query = "";
      for (const { chosen } of facets) chosen.clear();
    },
  };
  return choice;
};
