"use strict";

/*
 * Explore: filters, counts, sorts and exports all entries, from data/explore.<language>.js. The state is in the URL,
 * the texts are in overrides/pages/explore.html.
 */
(() => {
  const { button, find, say } = kb;
  const form = document.querySelector(".kb-explore");
  if (!(form instanceof HTMLFormElement) || !window.rcmExplore) return;

  // Debounce of typing, in milliseconds.
  const PAUSE = 200;
  const words = kb.words(form);
  const input = find(form, "input[type=search]", HTMLInputElement);
  const sorting = find(form, "select", HTMLSelectElement);
  const status = find(form, "[role=status]", HTMLElement);
  const hint = find(form, ".kb-explore__hint", HTMLElement);
  const download = find(form, ".kb-explore__download", HTMLElement);
  const number = new Intl.NumberFormat(kb.region);
  const search = searchEngine(kb.root);
  const explore = exploreEntries(window.rcmExplore);
  const choice = exploreChoice(explore.facets, [...sorting.options].map(({ value }) => value));
  const changed = () => { choice.remember(); show(); };
  const ask = exploreWords(search);
  const showFilters = exploreFilters(explore.facets, { form, words, fold: searchWords.plain, changed });
  const showChosen = exploreChosen(explore, choice, { form, input, words, changed });
  const showList = exploreList(explore, form, words);
  const handOut = exploreFiles(explore, words, exploreCitations(window.rcmExplore));

  let turn = 0;
  /** The last query. */
  let asked = "";
  /** @type {Ranks | null} */
  let ranks = null;
  /** @type {ExploreEntry[]} */
  let found = [];

  /** Run the text query; returns whether its result is still wanted when it arrives. */
  const prepare = async () => {
    const mine = ++turn;
    const { query } = choice;
    if (query === asked) return true;
    /** @type {{ ranks: Ranks | null, also: string[], meant: string }} */
    let answer = { ranks: null, also: [], meant: "" };
    let failed = false;
    if (query) {
      status.textContent = words.searching;
      try { answer = await ask(query); } catch { failed = true; }
      if (mine !== turn) return false;
    }
    ({ ranks } = answer);
    asked = failed ? "" : query;
    hint.replaceChildren(failed ? words.failed : answer.also.length ? say(words.also, { words: answer.also.join(", ") }) : "");
    if (answer.meant) {
      hint.append(`${words.meant} `, button(answer.meant, () => { choice.query = input.value = answer.meant; changed(); }));
    }
    return true;
  };

  /** The current sort order: the chosen one, else by relevance, or newest first if there is no query. */
  const order = () => (choice.sort === "relevance" && !ranks ? "" : choice.sort) || (ranks ? "relevance" : "date");

  const show = async ({ pages = 1 } = {}) => {
    form.ariaBusy = "true";
    // The language switch keeps the state.
    const switcher = document.querySelector(".kb-language");
    if (switcher instanceof HTMLAnchorElement) switcher.search = choice.written();
    if (!(await prepare())) return;
    const result = explore.narrow(ranks);
    ({ found } = result);
    explore.arrange(found, order(), ranks);
    showList(found, asked, pages);
    showFilters(result);
    showChosen(result);
    find(sorting, "[value=relevance]", HTMLOptionElement).disabled = !ranks;
    sorting.value = order();
    download.hidden = !found.length;
    const values = { count: number.format(found.length), total: number.format(explore.entries.length) };
    status.textContent = say(found.length < explore.entries.length ? words.some : found.length === 1 ? words.one : words.many, values);
    form.ariaBusy = "false";
  };

  let waiting = 0;
  const type = () => {
    clearTimeout(waiting);
    if (choice.query === input.value.trim()) { form.ariaBusy = "false"; return; }
    choice.query = input.value.trim();
    choice.remember({ typing: true });
    show();
  };
  const read = () => { choice.read(); input.value = choice.query; };
  input.addEventListener("input", () => {
    form.ariaBusy = "true";
    clearTimeout(waiting);
    waiting = setTimeout(type, PAUSE);
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); type(); });
  sorting.addEventListener("change", () => { choice.sort = sorting.value; changed(); });
  download.addEventListener("click", ({ target }) => { if (target instanceof HTMLButtonElement) handOut(target.value, found); });
  window.addEventListener("popstate", ({ state }) => { clearTimeout(waiting); read(); show({ pages: state?.pages }); });

  find(form, ".kb-explore__filters", HTMLDetailsElement).open = window.matchMedia("(min-width: 45em)").matches;
  find(document, ".kb-explore-list", HTMLElement).remove();
  form.hidden = false;
  read();
  show({ pages: history.state?.pages });
})();
