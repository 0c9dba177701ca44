"use strict";

/*
 * The paginated list of entries on the Explore page.
 */

/**
 * @param {ExploreEntries} explore
 * @param {HTMLElement} form
 * @param {Readonly<Record<string, string>>} words
 */
const exploreList = (explore, form, words) => {
  const { element, find, say } = kb;
  const { ids, labels, language } = explore;
  const PAGE = 50;
  const MOST_TERMS = 3;
  const list = find(form, ".kb-explore__results", HTMLElement);
  const more = find(form, ".kb-explore__more", HTMLElement);
  const onCards = explore.facets.filter((facet) => facet.onCards);
  const hasStatus = explore.facets.some(({ name }) => name === "status");
  /** @type {ExploreEntry[]} */
  let shown = [];
  let matching = "";

  /** @param {string[]} names */
  const few = (names) => (names.length > MOST_TERMS + 1
    ? say(words.moreTerms, { names: names.slice(0, MOST_TERMS).join(", "), count: names.length - MOST_TERMS })
    : names.join(", "));

  /** @param {ExploreEntry} entry */
  const row = (entry) => {
    const url = new URL(explore.path(entry), kb.root);
    const long = matching.split(/\s+/).filter((word) => word.length > 3);
    if (long.length) url.searchParams.set("h", long.join(" "));
    const link = element("a", { href: url.href, textContent: entry.title });
    if (language(entry) !== kb.locale) link.lang = language(entry);
    const lacking = ids(entry, "language").includes("both") ? [] : labels(entry, "language");
    // A retired status comes first. It is a facet only if some entry is retired.
    const retired = hasStatus && !ids(entry, "status").includes("published") ? labels(entry, "status") : [];
    const about = onCards.map(({ name }) => few(labels(entry, name)));
    const remarks = [...labels(entry, "maturity"), ...about, ...lacking].filter(Boolean);
    return element("li", {},
      element("span", { className: `kb-mark kb-mark--${ids(entry, "kind")[0]}`, textContent: labels(entry, "kind")[0] }), " ", link,
      ...retired.flatMap((textContent) => [" ", element("span", { className: "kb-retired", textContent })]),
      element("p", {}, element("span", { className: "kb-when", textContent: entry.when }),
        ...remarks.map((remark) => ` · ${remark}`)));
  };

  const showMore = () => {
    const first = list.childElementCount;
    list.append(...shown.slice(first, first + PAGE).map(row));
    more.hidden = list.childElementCount >= shown.length;
  };

  more.addEventListener("click", () => {
    const before = list.childElementCount;
    showMore();
    list.children[before]?.querySelector("a")?.focus();
    // Remember the length of the list for readers who come back from an entry.
    history.replaceState({ pages: Math.ceil(list.childElementCount / PAGE) }, "");
  });

  /**
   * @param {ExploreEntry[]} found
   * @param {string} marked the words to highlight on the page of an entry
   * @param {number} pages the number of pages to show
   */
  return (found, marked, pages) => {
    shown = found;
    matching = marked;
    list.replaceChildren();
    for (let page = 0; page < pages; page += 1) showMore();
  };
};
