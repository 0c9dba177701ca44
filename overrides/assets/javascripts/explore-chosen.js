"use strict";

/*
 * Active filters, each with a button that removes it; if nothing matches, the filters whose removal alone would help.
 */

/** @type {(explore: ExploreEntries, choice: ExploreChoice, page: ExplorePage & { input: HTMLInputElement }) => (result: ExploreResult) => void} */
const exploreChosen = ({ facets }, choice, { form, input, words, changed }) => {
  const { button, element, find, say } = kb;
  const list = find(form, ".kb-explore__chosen", HTMLElement);
  const empty = find(form, ".kb-empty", HTMLElement);
  const number = new Intl.NumberFormat(kb.region);

  const removeQuery = () => { choice.query = input.value = ""; changed(); };
  const clear = () => { choice.clear(); input.value = ""; changed(); input.focus(); };

  /** @type {(label: string, press: () => void) => HTMLElement} */
  const removable = (label, press) => {
    const made = button(`${label} `, press);
    made.append("×");
    made.setAttribute("aria-label", say(words.remove, { filter: label }));
    return element("li", {}, made);
  };

  const showChosen = () => {
    const again = list.contains(document.activeElement);
    const items = facets.flatMap(({ label, values, chosen }) => [...chosen].map((value) => (
      removable(`${label}: ${values[value][1]}`, () => { chosen.delete(value); changed(); }))));
    if (choice.query) items.unshift(removable(`${words.words}: ${choice.query}`, removeQuery));
    if (items.length > 1) items.push(element("li", {}, button(words.clear, clear)));
    list.replaceChildren(...items);
    if (again) (list.querySelector("button") ?? input).focus();
  };

  /** @type {(label: string, count: number, act: () => void) => HTMLElement} */
  const way = (label, count, act) => element("li", {},
    button(label, () => { act(); input.focus(); }), " ", element("span", { className: "kb-count", textContent: number.format(count) }));

  /** If nothing matches, offer to remove any one filter that alone excludes entries. @param {ExploreResult} result */
  const showEmpty = ({ found, missedBy }) => {
    empty.hidden = found.length > 0;
    if (found.length) { empty.replaceChildren(); return; }
    const ways = facets.flatMap(({ label, values, chosen }, index) => (missedBy[index]
      ? [way(`${label}: ${[...chosen].map((value) => values[value][1]).join(", ")}`, missedBy[index], () => { chosen.clear(); changed(); })]
      : []));
    const withoutWords = missedBy[facets.length];
    if (withoutWords) ways.unshift(way(`${words.words}: ${choice.query}`, withoutWords, removeQuery));
    empty.replaceChildren(
      element("p", { textContent: ways.length ? words.none : words.noneAtAll }),
      element("ul", { className: "kb-plain" }, ...ways),
      button(words.clear, clear));
  };

  return (result) => { showChosen(); showEmpty(result); };
};
