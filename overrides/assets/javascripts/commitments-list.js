"use strict";

/*
 * The list of commitments that match the filters; before it is printed, all of them are added.
 */

/**
 * @param {ExploreEntries} explore
 * @param {CommitmentLine[]} lines
 * @param {HTMLElement} form
 * @param {Readonly<Record<string, string>>} words
 */
const commitmentsList = (explore, lines, form, words) => {
  const { element, find, say } = kb;
  const PAGE = 50;
  const list = find(form, ".kb-explore__results", HTMLElement);
  const more = find(form, ".kb-explore__more", HTMLElement);
  const lineOf = new Map(explore.entries.map((entry, index) => [entry, lines[index]]));
  /** @type {ExploreEntry[]} */
  let shown = [];

  /** @param {ExploreEntry} entry */
  const row = (entry) => {
    const [anchor, ref, status, label, agreement, remarks] = lineOf.get(entry) ?? ["", "", "", "", "", []];
    const page = new URL(explore.path(entry), kb.root).href;
    const point = element("a", { className: "kb-point__ref", href: `${page}#${anchor}`, textContent: ref });
    point.setAttribute("aria-label", say(words.point, { ref }));
    const text = element("span", { textContent: entry.title });
    if (explore.language(entry) !== kb.locale) text.lang = explore.language(entry);
    return element("li", { className: "kb-point" },
      element("p", { className: "kb-commitment__over" },
        element("span", { className: `kb-status kb-status--${status}`, textContent: label }), " ",
        element("a", { href: page, textContent: agreement }), `, ${entry.when}`),
      element("p", { className: "kb-commitment__text" }, point, " ", text),
      ...remarks.map((textContent) => element("p", { className: "kb-point__follow-up", textContent })));
  };

  /** @param {number} count */
  const add = (count) => {
    const first = list.childElementCount;
    list.append(...shown.slice(first, first + count).map(row));
    more.hidden = list.childElementCount >= shown.length;
  };

  more.addEventListener("click", () => {
    const before = list.childElementCount;
    add(PAGE);
    list.children[before]?.querySelector("a")?.focus();
  });
  window.addEventListener("beforeprint", () => { add(shown.length); });

  /** @param {ExploreEntry[]} found */
  return (found) => {
    shown = found;
    list.replaceChildren();
    add(PAGE);
  };
};
