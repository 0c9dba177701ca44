"use strict";

/*
 * The PDF of the page, for those who print it or send it on. PDFs are made of the finished site, and not for every site:
 * the list of what there is to download says whether there are any. It is asked for once the place for the link comes
 * into view.
 */
(() => {
  const place = document.querySelector("[data-kb-paper]");
  // A copy has no downloads.
  if (!(place instanceof HTMLElement) || window.rcmAbout?.offline) return;
  const { kbPaper, label } = kb.words(place);

  const offer = () => {
    const isMade = window.rcmDownloads?.some(({ form, locale }) => form === "papers" && locale === kb.locale);
    if (isMade) place.append(kb.element("a", { href: new URL(kbPaper, kb.root).href, type: "application/pdf", textContent: label }));
  };

  const ask = () => document.head.append(kb.element("script", { src: new URL("packs/packs.js", kb.root).href, onload: offer }));

  // In view from the beginning, as on a brief: the page is loaded when this is.
  if (place.offsetParent && place.getBoundingClientRect().top < innerHeight) ask();
  else new IntersectionObserver((seen, observer) => {
    if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
    observer.disconnect();
    ask();
  }).observe(place);
})();
