"use strict";

/*
 * Puts a page of the copy of the site in one file in the place of another.
 */
const singlePage = (() => {
  const { find, words } = kb;
  const place = find(document, "#kb-page", HTMLElement);
  const said = words(place);
  const EMPTY = "<main><article><h1 id=\"title\"></h1><p></p></article></main>";
  let turn = 0;

  /** The page and the place on it that an address names. @param {string} hash */
  const read = (hash) => {
    const [, address, anchor = ""] = /^#\/([^:]*):?(.*)$/.exec(hash) ?? ["", "", ""];
    return { address: address || "index", anchor };
  };

  /** The address of a page. @type {(address: string, anchor?: string) => string} */
  const hashOf = (address, anchor = "") => `#/${address === "index" ? "" : address}${anchor ? `:${anchor}` : ""}`;

  /** A place of the page; none if its name is written as no browser writes it. @param {string} id */
  const placeOf = (id) => {
    try { return document.getElementById(id) ?? document.getElementById(decodeURIComponent(id)); } catch { return null; }
  };

  /** Go to a place on the page, which may be folded. @param {string} id */
  const reach = (id) => {
    const target = placeOf(id);
    if (!target) return;
    for (let around = target.closest("details"); around; around = around.parentElement?.closest("details") ?? null) around.open = true;
    if (target.tabIndex < 0) target.tabIndex = -1;
    target.scrollIntoView();
    target.focus({ preventScroll: true });
  };

  /** Put content of a page, whose texts the build has sanitised, in the place of what is there. @param {string} content */
  const put = (content) => place.replaceChildren(...new DOMParser().parseFromString(content, "text/html").body.childNodes);

  /** Say something instead of a page. @type {(title: string, text?: string) => void} */
  const tell = (title, text = "") => {
    put(EMPTY);
    document.title = title;
    find(place, "h1", HTMLElement).textContent = title;
    find(place, "p", HTMLElement).textContent = text;
  };

  /** Use the style sheets of a page only, as on the site. @param {string[]} wanted */
  const style = (wanted) => {
    for (const { dataset, sheet } of /** @type {NodeListOf<HTMLStyleElement>} */ (document.querySelectorAll("style[data-sheet]"))) {
      if (sheet) sheet.disabled = !wanted.includes(dataset.sheet ?? "") && dataset.sheet !== "single";
    }
  };

  /** @param {string} address */
  const markMenu = (address) => {
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".kb-sections a"))) {
      const own = read(link.getAttribute("href") ?? "").address;
      const isAbove = own !== "index" && own.endsWith("/index") && address.startsWith(own.slice(0, -"index".length));
      link.ariaCurrent = own === address ? "page" : isAbove ? "true" : null;
    }
  };

  /** Show a page, and return whether no other was asked for meanwhile. @param {string} address */
  const open = async (address) => {
    const mine = ++turn;
    const page = await singleBlocks.page(address);
    if (mine !== turn) return false;
    markMenu(address);
    if (!page) { tell(said.missing); return true; }
    put(page.content);
    style(page.sheets);
    document.title = page.title;
    // Links to places on the page, with its address: so they can be copied and opened in another tab.
    for (const link of place.querySelectorAll("a[href^='#']")) {
      const href = link.getAttribute("href") ?? "";
      if (!href.startsWith("#/")) link.setAttribute("href", hashOf(address, href.slice(1)));
    }
    enhanceText();
    return true;
  };

  /** Say why nothing can be shown. @param {unknown} error */
  const fail = (error) => {
    tell(said.name, "DecompressionStream" in window ? said.damaged : said.old);
    throw error;
  };

  return Object.freeze({ fail, hashOf, open, reach, read });
})();
