"use strict";

/*
 * Commitments: filters all of them, from data/commitments.<language>.js, with the filters of Explore. The state is in
 * the URL, the texts are in overrides/pages/commitments.html.
 */
(() => {
  const { find, say } = kb;
  const form = document.querySelector(".kb-commitments");
  const data = window.rcmCommitments;
  if (!(form instanceof HTMLFormElement) || !data) return;

  const words = kb.words(form);
  const input = find(form, "input[type=search]", HTMLInputElement);
  const status = find(form, "[role=status]", HTMLElement);
  const number = new Intl.NumberFormat(kb.region);
  const fold = searchWords.plain;
  const explore = exploreEntries(data);
  const choice = exploreChoice(explore.facets, []);
  const changed = () => { choice.remember(); show(); };
  const showFilters = exploreFilters(explore.facets, { form, words, fold, changed });
  const showChosen = exploreChosen(explore, choice, { form, input, words, changed });
  const showList = commitmentsList(explore, data.lines, form, words);
  // Everything that a row shows.
  const texts = explore.entries.map(({ title }, index) => fold([title, ...data.lines[index].flat()].join(" ")));

  /** The commitments with all words of the query; null without a query. @returns {Ranks | null} */
  const matching = () => {
    const wanted = fold(choice.query).split(/\s+/).filter(Boolean);
    if (!wanted.length) return null;
    return new Map(explore.entries.flatMap(({ number: of }, index) => (
      wanted.every((word) => texts[index].includes(word)) ? [[of, index]] : [])));
  };

  const show = () => {
    // The language switch keeps the state.
    const switcher = document.querySelector(".kb-language");
    if (switcher instanceof HTMLAnchorElement) switcher.search = choice.written();
    const result = explore.narrow(matching());
    const { found } = result;
    showList(found);
    showFilters(result);
    showChosen(result);
    const values = { count: number.format(found.length), total: number.format(explore.entries.length) };
    status.textContent = say(found.length < explore.entries.length ? words.some : found.length === 1 ? words.one : words.many, values);
  };
  const read = () => { choice.read(); input.value = choice.query; show(); };

  input.addEventListener("input", () => { choice.query = input.value.trim(); choice.remember({ typing: true }); show(); });
  form.addEventListener("submit", (event) => { event.preventDefault(); });
  window.addEventListener("popstate", read);

  find(form, ".kb-explore__filters", HTMLDetailsElement).open = window.matchMedia("(min-width: 45em)").matches;
  find(document, ".kb-commitment-list", HTMLElement).remove();
  form.hidden = false;
  read();
})();
