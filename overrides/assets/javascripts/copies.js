"use strict";

/*
 * The copies for other readers than browsers, on the download page, from copies.js beside them, which is written when
 * they are made. Those in the language of the page come first.
 */
(() => {
  const { date, element, say } = kb;
  const place = kb.find(document, "#kb-copies", HTMLElement);
  const words = kb.words(place);
  const list = new URL(words.list, location.href);
  const megabytes = new Intl.NumberFormat(kb.locale, { style: "unit", unit: "megabyte", minimumFractionDigits: 1, maximumFractionDigits: 1 });

  /** @param {CopyData} copy */
  const row = (copy) => element("li", { className: "kb-card" },
    element("p", { className: "kb-card__over", textContent: words[copy.locale] }),
    element("h3", { className: "kb-card__title" }, element("a", { href: new URL(copy.name, list).href, download: copy.name, textContent: words[copy.kind] })),
    element("p", { textContent: words[`${copy.kind}For`] }),
    element("p", { textContent: `${say(words.asOf, { date: date(copy.date) })} · ${megabytes.format(copy.size / 1e6).replace(" ", "\u00a0")}` }),
    element("p", { className: "kb-hash" }, "SHA-256: ", element("code", { textContent: copy.sha256 })));

  const show = () => {
    const copies = window.rcmCopies ?? [];
    const sorted = [...copies].sort((one, other) => Number(other.locale === kb.locale) - Number(one.locale === kb.locale));
    place.replaceChildren(copies.length
      ? element("ul", { className: "kb-plain kb-cards" }, ...sorted.map(row))
      : element("p", { className: "kb-empty", textContent: words.none }));
  };

  // No copy is in the offline copy, whose page says above where to look.
  if (!window.rcmAbout?.offline) document.head.append(element("script", { src: list.href, onload: show, onerror: show }));
})();
