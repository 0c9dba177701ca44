"use strict";

/*
 * The list of packs on the download page, from packs.js, which is written when the packs are made.
 */
(() => {
  const { date, element, say } = kb;
  const place = kb.find(document, "#kb-downloads", HTMLElement);
  const words = kb.words(place);
  const list = new URL(words.list, location.href);
  const megabytes = new Intl.NumberFormat(kb.locale, { style: "unit", unit: "megabyte", minimumFractionDigits: 1, maximumFractionDigits: 1 });

  /** @param {string} textContent */
  const note = (textContent) => element("p", { className: "kb-empty", textContent });

  // For the reader's own device first. A phone opens no folder of pages (Android since version 11), a computer does;
  // electronic paper is slow to change what it shows.
  const isEReader = matchMedia("(update: slow)").matches;
  const isPhone = matchMedia("(pointer: coarse)").matches;
  const FIRST = isEReader ? ["epub"] : isPhone ? ["single", "epub", "zim"] : [];
  const ORDER = [...FIRST, ...["folder", "single", "epub", "zim", "papers", "part", "update"].filter((form) => !FIRST.includes(form))];

  /** For whom a file is, in words. @param {PackData} pack */
  const what = ({ form, locale, since, part }) => (
    form === "update" ? say(words.since, { date: date(since) })
      : say(words[form], { language: words[locale] ?? "", part: part?.labels[kb.locale] ?? "" }));

  /** @type {(a: PackData, b: PackData) => number} */
  const before = (a, b) => (
    ORDER.indexOf(a.form) - ORDER.indexOf(b.form) || Number(b.locale === kb.locale) - Number(a.locale === kb.locale)
    || b.date.localeCompare(a.date) || a.name.localeCompare(b.name));

  /** @param {PackData} pack */
  const row = (pack) => element("li", { className: "kb-card" },
    element("h3", { className: "kb-card__title" }, element("a", { href: new URL(pack.name, list).href, download: pack.name, textContent: what(pack) })),
    element("p", { textContent: pack.name }),
    element("p", { textContent: `${say(words.asOf, { date: date(pack.date) })} · ${megabytes.format(pack.size / 1e6).replace(" ", "\u00a0")}` }),
    element("p", { className: "kb-hash" }, "SHA-256: ", element("code", { textContent: pack.sha256 })));

  const show = () => {
    const packs = [...window.rcmDownloads ?? []].sort(before);
    if (!packs.length) { place.replaceChildren(note(words.none)); return; }
    /** @type {(name: string, textContent: string) => HTMLElement} */
    const link = (name, textContent) => element("p", {}, element("a", { href: new URL(name, list).href, textContent }));
    place.replaceChildren(
      element("ul", { className: "kb-plain kb-cards" }, ...packs.map(row)),
      link("SHA256SUMS", words.sums),
      ...(packs.some(({ signed }) => signed) ? [link("SHA256SUMS.sig", words.signature)] : []));
  };

  const showOffline = () => {
    const published = document.querySelector("link[rel=canonical]")?.getAttribute("href");
    const said = note(words.offline);
    if (published) said.append(" ", element("a", { href: published, textContent: published }));
    place.replaceChildren(said);
  };

  // A pack doesn't contain packs, so an offline copy only says that it is one, and where to look for others.
  if (window.rcmAbout?.offline) showOffline();
  else document.head.append(element("script", { src: list.href, onload: show, onerror: () => place.replaceChildren(note(words.failed)) }));
})();
