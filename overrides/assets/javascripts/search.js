/*
 * The search box: opens over the page, finds while the reader types, narrows by facets, works by keyboard alone.
 * Its words stand in the page (partials/search.html), in the language of the page.
 */
(() => {
  "use strict";

  const { element, find, locale, root, say } = kb;
  const dialog = document.getElementById("kb-search");
  // Browsers without dialogs know no such class.
  if (!window.HTMLDialogElement || !(dialog instanceof HTMLDialogElement)) return;

  const words = kb.words(dialog);
  const input = find(dialog, "input[type=search]", HTMLInputElement);
  const status = find(dialog, "[role=status]", HTMLElement);
  const hint = find(dialog, ".kb-search__hint", HTMLElement);
  const list = find(dialog, ".kb-search__results", HTMLElement);
  const more = find(dialog, ".kb-search__more", HTMLElement);
  const facets = find(dialog, ".kb-search__facets", HTMLElement);
  const other = find(dialog, ".kb-search__other", HTMLElement);
  const otherList = find(dialog, ".kb-search__other-results", HTMLElement);
  const search = window.rcmSearchEngine(root);
  // As many as a browser fetches side by side.
  const PAGE = 6;
  // Milliseconds: letters typed faster than that are looked for together.
  const PAUSE = 60;
  /** @type {SearchFilter[]} */
  const FILTERS = JSON.parse(words.filters);

  let turn = 0;
  let asked = "";
  /** @type {PagefindResults["results"]} */
  let results = [];
  /** @type {Record<string, string[]>} */
  const chosen = {};

  /** @param {number} count */
  const counted = (count) => say(count === 1 ? words.one : words.many, { count });

  /** Text with the words that matched, which Pagefind marks, and nothing else of its HTML. @param {string} html */
  const marked = (html) => html.split(/(<mark>.*?<\/mark>)/g).map((part) => {
    const inert = document.createElement("template");
    inert.innerHTML = part;
    const text = inert.content.textContent ?? "";
    return part.startsWith("<mark>") ? element("mark", { textContent: text }) : text;
  });

  /** @param {string} html */
  const matched = (html) => [...html.matchAll(/<mark>(.*?)<\/mark>/g)].map((match) => match[1]);

  /**
   * Pages that are called just what was asked for come before those that only say it often; and what no longer holds
   * comes after what does.
   * @type {(pages: PagefindPage[], query: string) => PagefindPage[]}
   */
  const exactFirst = (pages, query) => {
    const wanted = search.fold(query);
    /** @param {PagefindPage} page */
    const called = ({ meta }) => [meta.title, ...(meta.names ?? "").split("; ")].some((name) => search.fold(name) === wanted);
    /** @param {PagefindPage} page */
    const rank = (page) => 2 * Number(!called(page)) + Number(Boolean(page.meta.retired));
    return pages.map((page) => ({ page, at: rank(page) })).sort((a, b) => a.at - b.at).map(({ page }) => page);
  };

  /** @type {(data: PagefindPage, query: string) => HTMLElement} */
  const shown = (data, query) => {
    const url = new URL(data.url.slice(1), root);
    const wanted = [...search.telling(locale, query).split(/\s+/), ...matched(data.excerpt)].map((word) => word.toLowerCase());
    url.searchParams.set("h", [...new Set(wanted)].slice(0, 10).join(" "));
    return element("li", {},
      element("a", { href: url.href, className: "kb-search__link" },
        element("span", { className: `kb-mark kb-mark--${data.meta.kind}`, textContent: data.meta.label }), " ",
        element("strong", { textContent: data.meta.title }),
        ...(data.meta.retired ? [" ", element("span", { className: "kb-retired", textContent: data.meta.retired })] : [])),
      element("p", {}, ...(data.meta.date ? [element("time", { textContent: data.meta.date }), " · "] : []), ...marked(data.excerpt)));
  };

  const filters = () => Object.fromEntries(
    Object.entries(chosen).filter(([, values]) => values.length).map(([name, values]) => [name, { any: values }]),
  );

  /** @param {PagefindCounts} remaining */
  const showFacets = (remaining) => {
    const open = new Set([.../** @type {NodeListOf<HTMLElement>} */ (facets.querySelectorAll("details[open]"))].map((details) => details.dataset.name));
    const focused = document.activeElement?.id;
    facets.replaceChildren();
    for (const [name, label, greatestFirst] of FILTERS) {
      const counts = Object.entries(remaining[name] ?? {});
      const picked = chosen[name] ?? [];
      const rows = counts.filter(([value, count]) => count || picked.includes(value))
        .sort(([a, x], [b, y]) => (greatestFirst ? b.localeCompare(a) : y - x || a.localeCompare(b, locale)));
      if (!rows.length) continue;
      const details = element("details", { open: open.has(name) },
        element("summary", { textContent: label + (picked.length ? ` (${picked.length})` : "") }),
        element("ul", { className: "kb-plain" }, ...rows.map(([value, count], place) => {
          const box = element("input", { type: "checkbox", checked: picked.includes(value), id: `kb-${name}-${place}` });
          box.addEventListener("change", () => {
            chosen[name] = box.checked ? [...picked, value] : picked.filter((one) => one !== value);
            run();
          });
          return element("li", {}, element("label", {}, box, ` ${value} `, element("span", { className: "kb-count", textContent: String(count) })));
        })));
      details.dataset.name = name;
      facets.append(details);
    }
    if (focused) document.getElementById(focused)?.focus();
  };

  /** @type {(found: PagefindResults["results"], query: string) => Promise<HTMLElement[]>} */
  const load = async (found, query) => exactFirst(await Promise.all(found.map((result) => result.data())), query).map((data) => shown(data, query));

  /** @type {(mine: number, query: string) => Promise<void>} */
  const showMore = async (mine, query) => {
    const items = await load(results.slice(list.childElementCount, list.childElementCount + PAGE), query);
    if (mine !== turn) return;
    list.append(...items);
    more.hidden = list.childElementCount >= results.length;
  };

  const clear = () => {
    results = [];
    list.replaceChildren();
    facets.replaceChildren();
    otherList.replaceChildren();
    hint.replaceChildren();
    more.hidden = true;
    other.hidden = true;
    status.textContent = "";
  };

  /** Say that a word was corrected, and let the reader insist on what was typed. @type {(query: string, corrected: string) => void} */
  const explain = (query, corrected) => {
    const insist = element("button", { type: "button", textContent: say(words.insist, { query }) });
    insist.addEventListener("click", () => run({ exactly: true }));
    hint.replaceChildren(say(words.corrected, { query: corrected }), " ", insist);
  };

  const run = async ({ exactly = false } = {}) => {
    const mine = ++turn;
    const query = input.value.trim();
    dialog.ariaBusy = "true";
    if (!query) { clear(); dialog.ariaBusy = "false"; return; }
    asked = query;
    status.textContent = words.searching;
    try {
      const engine = await search.engine(locale);
      const found = await engine.search(query, { filters: filters() });
      if (mine !== turn) return;
      hint.replaceChildren();
      await present(engine, mine, found, query);
      await improve(engine, mine, found, query, exactly);
    } catch {
      if (mine === turn) { clear(); status.textContent = words.failed; }
    } finally {
      if (mine === turn) dialog.ariaBusy = "false";
    }
  };

  /** @type {(engine: SearchEngine, mine: number, found: PagefindResults, query: string) => Promise<void>} */
  const present = async (engine, mine, found, query) => {
    await render(mine, found, query);
    await narrow(engine, mine, found, query);
  };

  /** Look again, where that finds more: for words that are only begun, and for words as they may have been meant. @type {(engine: SearchEngine, mine: number, found: PagefindResults, query: string, exactly: boolean) => Promise<void>} */
  const improve = async (engine, mine, found, query, exactly) => {
    let best = found;
    /** @param {string} meant */
    const better = async (meant) => {
      const wider = await engine.search(meant, { filters: filters() });
      if (mine !== turn || wider.results.length <= best.results.length) return false;
      best = wider;
      await present(engine, mine, wider, meant);
      return mine === turn;
    };
    if (await engine.complete(query)) await better(query);
    if (exactly || mine !== turn) return;
    // "cubanos" is no mistake where only "cubanas" is written: a correction is one that finds more.
    const corrected = await search.correct(locale, query);
    if (corrected && await better(corrected)) explain(query, corrected);
  };

  /** @type {(mine: number, found: PagefindResults, query: string) => Promise<void>} */
  const render = async (mine, found, query) => {
    const items = await load(found.results.slice(0, PAGE), query);
    if (mine !== turn) return;
    results = found.results;
    list.replaceChildren(...items);
    list.dataset.asked = asked;
    otherList.replaceChildren();
    more.hidden = items.length >= results.length;
    other.hidden = false;
    status.textContent = results.length ? counted(results.length) : words.none;
  };

  /** The facets come after the first results: their pieces of the index are only fetched for readers who have seen some. @type {(engine: SearchEngine, mine: number, found: PagefindResults, query: string) => Promise<void>} */
  const narrow = async (engine, mine, found, query) => {
    let counts = found.filters;
    if (Object.keys(counts).length < FILTERS.length) {
      await engine.filters();
      counts = (await engine.search(query, { filters: filters() })).filters;
    }
    if (mine === turn) showFacets(counts);
  };

  const showOther = async () => {
    const mine = turn;
    const query = input.value.trim();
    const found = await (await search.engine(words.otherLocale)).search(query, {});
    const items = await load(found.results.slice(0, PAGE), query);
    if (mine !== turn) return;
    other.hidden = true;
    otherList.replaceChildren(
      element("li", { lang: locale, textContent: say(words.otherFound, { count: found.results.length }) }), ...items);
    otherList.querySelector("a")?.focus();
  };

  let waiting = 0;
  input.addEventListener("input", () => {
    dialog.ariaBusy = "true";
    clearTimeout(waiting);
    waiting = setTimeout(run, PAUSE);
  });
  input.addEventListener("focus", () => { search.engine(locale).catch(() => {}); }, { once: true });
  more.addEventListener("click", async () => {
    const before = list.childElementCount;
    await showMore(turn, input.value.trim());
    list.children[before]?.querySelector("a")?.focus();
  });
  other.addEventListener("click", showOther);

  dialog.addEventListener("keydown", (event) => {
    const links = [.../** @type {NodeListOf<HTMLElement>} */ (dialog.querySelectorAll(".kb-search__link"))];
    const at = links.findIndex((link) => link === document.activeElement);
    if (event.key === "ArrowDown" && (at >= 0 || document.activeElement === input) && links.length) {
      event.preventDefault();
      links[Math.min(at + 1, links.length - 1)].focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      event.preventDefault();
      (at ? links[at - 1] : input).focus();
    } else if (event.key === "Escape") {
      // A search field takes the first Escape to empty itself; here it always closes the box, and the words stay.
      event.preventDefault();
      dialog.close();
    } else if (event.key === "Enter" && document.activeElement === input) {
      event.preventDefault();
      clearTimeout(waiting);
      // What is on show may still be the answer to fewer letters.
      if (links.length && list.dataset.asked === input.value.trim()) links[0].click(); else run();
    }
  });
  find(dialog, "form", HTMLElement).addEventListener("submit", (event) => event.preventDefault());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  find(dialog, ".kb-search__close", HTMLElement).addEventListener("click", () => dialog.close());

  const open = () => { if (!dialog.open) { dialog.showModal(); input.focus(); input.select(); } };
  for (const opener of document.querySelectorAll("[data-kb-search]")) {
    opener.addEventListener("click", (event) => { event.preventDefault(); open(); });
  }
  document.addEventListener("keydown", (event) => {
    // A box that was just closed still has the focus until the browser draws anew: nobody types into what is not drawn.
    const typing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]")?.getClientRects().length;
    if ((event.key === "/" || event.key === "f") && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      event.stopPropagation();
      open();
    }
  }, true);

  /** Mark on this page the words that the reader came for (they stand in the address). */
  const wanted = (new URLSearchParams(location.search).get("h") ?? "").split(" ").map(search.fold).filter((word) => word.length > 1);
  const article = document.querySelector("[data-pagefind-body]");
  if (wanted.length && article) {
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT,
      (node) => (node.parentElement?.closest("[hidden], script, style") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
    /** @type {Text[]} */
    const texts = [];
    while (walker.nextNode()) texts.push(/** @type {Text} */ (walker.currentNode));
    /** @type {HTMLElement[]} */
    const marks = [];
    for (const text of texts) {
      const parts = text.data.split(/([\p{L}\p{N}]+)/u);
      if (!parts.some((part) => wanted.includes(search.fold(part)))) continue;
      text.replaceWith(...parts.map((part) => {
        if (!wanted.includes(search.fold(part))) return part;
        const mark = element("mark", { textContent: part });
        marks.push(mark);
        return mark;
      }));
    }
    if (!location.hash) marks[0]?.scrollIntoView({ block: "center" });
  }
})();
