/*
 * Enhancements of the shell. It blocks rendering, to set what the first paint depends on, such as the chosen colour
 * scheme; once the DOM is ready, it runs the colour scheme switch, closes menus, and marks the current section in the
 * table of contents.
 */
(() => {
  "use strict";

  const root = document.documentElement;
  // What needs scripts is shown where there are any (home.css).
  root.dataset.scripts = "on";
  // Room is kept for what such an address has the page draw (form.css).
  root.toggleAttribute("data-fragment", location.hash.length > 1);
  const NAME = "rcm-scheme";
  const system = matchMedia("(prefers-color-scheme: dark)");

  /* Over file:// Firefox keeps cookies for all pages and storage for each alone, and Chromium keeps no cookies. */
  const kept = () => {
    try {
      const cookie = document.cookie.split("; ").find((one) => one.startsWith(`${NAME}=`));
      return cookie?.slice(NAME.length + 1) ?? localStorage.getItem(NAME);
    } catch { return null; }
  };
  /** @param {string} scheme */
  const keep = (scheme) => {
    // The browser may keep nothing, as its owner wants, or nothing of a page without an origin.
    try { document.cookie = `${NAME}=${scheme}; path=/; max-age=31536000; samesite=lax`; } catch { /* nothing */ }
    try { localStorage.setItem(NAME, scheme); } catch { /* nothing */ }
  };

  const apply = () => {
    const chosen = kept();
    if (chosen === "dark" || chosen === "light") root.dataset.scheme = chosen;
    const isDark = (root.dataset.scheme ?? (system.matches ? "dark" : "light")) === "dark";
    const button = document.querySelector(".kb-scheme");
    if (button instanceof HTMLElement) button.title = button.ariaLabel = (isDark ? button.dataset.light : button.dataset.dark) ?? "";
    return isDark;
  };

  /** A website, unlike a copy on a disk, can be put on the home screen; and if it is saved on the device, there may be a newer one. */
  const onDevice = () => {
    if (!location.protocol.startsWith("http") || window.rcmAbout?.offline !== false) return;
    const { element, locale, root: home } = kb;
    document.head.append(element("link", { rel: "manifest", href: new URL(`app/${locale}.webmanifest`, home).href }));
    const worker = navigator.serviceWorker?.controller;
    // The page where copies are made says more of it.
    if (!worker || document.getElementById("kb-save")) return;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data: newer }) => {
      const link = newer && element("a", { href: newer.href, textContent: newer.update });
      if (link) document.querySelector("article")?.prepend(element("p", { className: "kb-newer kb-empty" }, `${newer.newer} `, link));
    };
    worker.postMessage({ ask: "newer", value: locale }, [port2]);
  };

  const ready = () => {
    onDevice();
    document.querySelector(".kb-scheme")?.addEventListener("click", () => {
      root.dataset.scheme = apply() ? "light" : "dark";
      keep(root.dataset.scheme);
      apply();
    });
    apply();

    /** The other language opens at the same section. */
    const other = /** @type {HTMLAnchorElement | null} */ (document.querySelector(".kb-language"));
    const keepSection = () => { if (other) other.hash = location.hash; };
    addEventListener("hashchange", keepSection);
    keepSection();

    /** Menus close on a click or focus elsewhere, and on Escape. */
    for (const menu of /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll("details[data-kb-closes]"))) {
      /** @param {Event} event */
      const leave = ({ target }) => { if (target instanceof Node && !menu.contains(target)) menu.open = false; };
      document.addEventListener("click", leave);
      document.addEventListener("focusin", leave);
      menu.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || !menu.open) return;
        // If the menu is inside the popover, the popover stays open.
        event.preventDefault();
        menu.open = false;
        menu.querySelector("summary")?.focus();
      });
    }

    const links = [.../** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".kb-beside a"))];
    const headings = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
    /** @param {HTMLElement | null | undefined} heading */
    const top = (heading) => heading?.getBoundingClientRect().top ?? NaN;
    const mark = () => {
      // The last sections never reach the top of the viewport: the reference line moves down near the end of the page.
      const line = Math.max(100, innerHeight - (root.scrollHeight - innerHeight - scrollY));
      const asked = links.findIndex((link) => link.hash === location.hash);
      const isThere = top(headings[asked]) >= 0 && top(headings[asked]) < line;
      const read = isThere ? asked : headings.findLastIndex((heading) => top(heading) < line);
      links.forEach((link, place) => { link.ariaCurrent = place === read ? "location" : null; });
    };
    if (!links.length) return;
    mark();
    addEventListener("scroll", mark, { passive: true });
    addEventListener("hashchange", mark);
  };

  root.dataset.scripts = "";
  apply();
  system.addEventListener("change", apply);
  // A page restored from the back/forward cache may have missed a change of scheme.
  addEventListener("pageshow", apply);
  document.addEventListener("DOMContentLoaded", ready);
})();
