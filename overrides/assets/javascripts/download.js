/*
 * The list of packs on the download page. It stands in a file of its own, which is written when the packs are made.
 */
(() => {
  "use strict";

  const place = document.getElementById("kb-downloads");
  const words = place.dataset;
  const { lang } = document.documentElement;
  const list = new URL(words.list, location.href);

  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  const date = (iso) => new Intl.DateTimeFormat(lang, { dateStyle: "long", timeZone: "UTC" }).format(new Date(iso));
  const megabytes = new Intl.NumberFormat(lang, { style: "unit", unit: "megabyte", minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const note = (text) => element("p", { className: "kb-empty", textContent: text });

  const row = (pack) => element("li", { className: "kb-card" },
    element("p", { className: "kb-card__over", textContent: pack.since ? words.since.replace("{date}", date(pack.since)) : words.whole }),
    element("h3", { className: "kb-card__title" }, element("a", { href: new URL(pack.name, list).href, download: pack.name, textContent: pack.name })),
    element("p", { textContent: `${words.asOf.replace("{date}", date(pack.date))} · ${megabytes.format(pack.size / 1e6).replace(" ", "\u00a0")}` }),
    element("p", { className: "kb-hash" }, "SHA-256: ", element("code", { textContent: pack.sha256 })));

  const show = () => {
    const packs = window.rcmDownloads ?? [];
    if (!packs.length) { place.replaceChildren(note(words.none)); return; }
    place.replaceChildren(
      element("ul", { className: "kb-plain kb-cards" }, ...packs.map(row)),
      element("p", {}, element("a", { href: new URL("SHA256SUMS", list).href, textContent: words.sums })));
  };

  // The packs are not in themselves: a copy says only what it is.
  if (window.rcmAbout?.offline) place.replaceChildren(note(words.offline));
  else document.head.append(element("script", { src: list.href, onload: show, onerror: show }));
})();
