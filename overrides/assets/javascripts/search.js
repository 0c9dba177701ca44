/*
 * The search box: opens over the page, finds while the reader types, narrows by facets, works by keyboard alone. The
 * search stands in the address (?q=), so that going back returns to it. Its texts stand in overrides/search-box.html.
 */
(() => {
  "use strict";

  const { find, locale, root, say } = kb;
  const { grouped, shown } = searchShown;
  const dialog = document.getElementById("kb-search");
  // Browsers without dialogs know no such class.
  if (!window.HTMLDialogElement || !(dialog instanceof HTMLDialogElement)) return;

  const words = kb.words(dialog);
  const input = find(dialog, "input[type=search]", HTMLInputElement);
  const status = find(dialog, "[role=status]", HTMLElement);
  const list = find(dialog, ".kb-search__results", HTMLElement);
  const more = find(dialog, ".kb-search__more", HTMLElement);
  const search = searchEngine(root);
  const PAGE = 6;
  // Of so many, those come first whose words stand together.
  const NEAREST = 12;
  // Milliseconds: letters typed faster than that are looked for together.
  const PAUSE = 60;
  // Explore and the commitments have their own query in their addresses; the copy in one file may have no address.
  const isRemembered = !window.rcmInside && !document.querySelector(".kb-explore, .kb-commitments");

  let turn = 0;
  /** @type {SearchFound | null} */
  let found = null;
  /** @type {SearchResult[]} */
  let results = [];
  let read = 0;

  const clear = () => {
    [found, results, read] = [null, [], 0];
    list.replaceChildren();
    list.dataset.asked = "";
    hints.clear();
    filters.clear();
    more.hidden = true;
    status.textContent = "";
  };

  const showMore = () => {
    const next = results.slice(read, read + PAGE);
    read += next.length;
    list.append(...grouped(next).map(({ result, below }) => shown(result, below)));
    more.hidden = !found || read >= found.pages.length;
  };

  /** @param {string} query */
  const take = (query) => { input.value = query; input.focus(); run(); };

  const run = async () => {
    const mine = ++turn;
    const query = input.value.trim();
    remember(query);
    dialog.ariaBusy = "true";
    if (!query) { clear(); dialog.ariaBusy = "false"; return; }
    status.textContent = words.searching;
    try {
      const engine = await search.engine(locale);
      const now = await engine.search(query, filters.chosen());
      if (mine !== turn) return;
      const first = await searchLoaded(engine, now, 0, now.concepts.length > 1 ? NEAREST : PAGE);
      if (mine !== turn) return;
      [found, results, read] = [now, searchTexts.closestFirst(first, now), 0];
      list.replaceChildren();
      showMore();
      list.dataset.asked = query;
      const count = now.pages.length;
      status.textContent = count ? say(count === 1 ? words.one : words.many, { count }) : words.none;
      // What is said besides may fail for itself.
      await Promise.allSettled([hints.show(now, () => mine === turn), filters.show(engine, now)]);
    } catch {
      if (mine === turn) { clear(); status.textContent = words.failed; }
    } finally {
      if (mine === turn) dialog.ariaBusy = "false";
    }
  };

  const hints = searchHints(dialog, words, search, take);
  const filters = searchFilters(dialog, words, () => { run(); });

  /** Keep the search in the address. @param {string} query */
  const remember = (query) => {
    if (!isRemembered) return;
    const url = new URL(location.href);
    if (query) url.searchParams.set("q", query); else url.searchParams.delete("q");
    if (url.href !== location.href) history.replaceState(history.state, "", url);
  };

  more.addEventListener("click", async () => {
    const before = list.childElementCount;
    const mine = turn;
    if (found && read + PAGE > results.length) results.push(...await searchLoaded(await search.engine(locale), found, results.length, PAGE));
    if (mine !== turn) return;
    showMore();
    list.children[before]?.querySelector("a")?.focus();
  });

  let waiting = 0;
  input.addEventListener("input", () => {
    dialog.ariaBusy = "true";
    clearTimeout(waiting);
    waiting = setTimeout(run, PAUSE);
  });
  input.addEventListener("focus", () => { search.engine(locale).catch(() => {}); }, { once: true });

  // Who closed the box in the moment of typing finds what was typed.
  const opened = () => { if (input.value.trim() === (list.dataset.asked ?? "")) remember(input.value.trim()); else run(); };
  searchKeys(dialog, { again: () => { clearTimeout(waiting); run(); }, opened, closed: () => { clearTimeout(waiting); remember(""); } });

  const asked = new URLSearchParams(location.search).get("q") ?? "";
  if (isRemembered && asked) { input.value = asked; dialog.showModal(); run(); }
})();
