/*
 * The copy of the site in one file: shows the page that the address names (#/agreements/x:place). Where a browser refuses
 * addresses and history, as in a page without an origin, it remembers the way itself and shows a button to go back.
 */
(() => {
  "use strict";

  const { find } = kb;
  const { fail, hashOf, open, reach, read } = singlePage;
  const back = find(document, ".kb-single__back", HTMLElement);
  const box = /** @type {HTMLDialogElement | null} */ (document.getElementById("kb-search"));
  /** @type {string[]} */
  const way = [];
  /** How far down the reader was. @type {Map<string, number>} */
  const left = new Map();
  /** @type {string | null} */
  let now = null;
  // What the reader has chosen, and what is to be marked there, of a search; any other change of the address goes back.
  let chosen = "";
  let marked = "";

  const closeMenus = () => {
    const menu = document.getElementById("menu");
    if (menu?.matches(":popover-open")) menu.hidePopover();
    for (const part of /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll("details[data-kb-closes]"))) part.open = false;
  };

  /** Show what an address names; `isBack` if the reader was there before. @type {(hash: string, isBack?: boolean) => Promise<void>} */
  const show = async (hash, isBack = false) => {
    const { address, anchor } = read(hash);
    const [before, toMark] = [now, marked];
    [now, chosen, marked] = [hash, "", ""];
    if (before !== null) left.set(before, scrollY);
    if ((before === null || address !== read(before).address || toMark) && !await open(address)) return;
    closeMenus();
    if (isBack) scrollTo(0, left.get(hash) ?? 0);
    else if (anchor) reach(anchor);
    else if (before !== null) { reach("title"); scrollTo(0, 0); }
    if (toMark) searchMarked(toMark);
  };

  /** @param {string} hash */
  const go = (hash) => {
    if (hash === location.hash) { show(hash).catch(fail); return; }
    chosen = hash;
    try { location.hash = hash; } catch { /* refused */ }
    if (location.hash === hash) return;
    way.push(now ?? "");
    back.hidden = false;
    show(hash).catch(fail);
  };

  addEventListener("hashchange", () => {
    const { hash } = location;
    if ((!hash || hash.startsWith("#/")) && hash !== now) show(hash, hash !== chosen && left.has(hash)).catch(fail);
  });

  document.addEventListener("click", (event) => {
    const href = event.target instanceof Element ? event.target.closest("a[href]")?.getAttribute("href") ?? "" : "";
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (!/^(?:#|kb:)/.test(href)) return;
    event.preventDefault();
    if (href.startsWith("#/")) { go(href); return; }
    if (href.startsWith("#")) { reach(href.slice(1)); return; }
    // A result of the search.
    const url = new URL(href);
    const address = url.pathname.slice(1).replace(new RegExp(`^${kb.locale}/`), "").replace(/\.html$/, "");
    box?.close();
    marked = url.searchParams.get("h") ?? "";
    go(hashOf(address, url.hash.slice(1)));
  });

  back.addEventListener("click", () => {
    const hash = way.pop() ?? "";
    back.hidden = !way.length;
    show(hash, true).catch(fail);
  });

  // The search of the home page leads to Explore on the site.
  document.addEventListener("submit", (event) => {
    if (!(event.target instanceof HTMLFormElement)) return;
    event.preventDefault();
    const asked = event.target.querySelector("input[type=search]");
    const input = box?.querySelector("input[type=search]");
    if (!(asked instanceof HTMLInputElement) || !(input instanceof HTMLInputElement) || asked === input) return;
    input.value = asked.value;
    find(document, ".kb-search-button", HTMLElement).click();
  });

  // Browsers would scroll before the page is there, and before it is noted how far down the other one was.
  try { history.scrollRestoration = "manual"; } catch { /* refused */ }
  show(location.hash.startsWith("#/") ? location.hash : "").catch(fail);
})();
