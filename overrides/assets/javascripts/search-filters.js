"use strict";

/*
 * The filters of the search box. What is counted for one is loaded when a reader opens it.
 */

/** @type {(dialog: HTMLElement, words: Readonly<Record<string, string>>, changed: () => void) => SearchFilters} */
const searchFilters = (dialog, words, changed) => {
  const { element, find } = kb;
  const drawer = find(dialog, ".kb-search__filters", HTMLDetailsElement);
  const place = find(dialog, ".kb-search__facets", HTMLElement);
  const count = find(drawer, ".kb-search__chosen", HTMLElement);
  /** @type {SearchFilter[]} */
  const FILTERS = JSON.parse(words.filters);
  /** @type {Record<string, string[]>} */
  const chosen = {};
  /** @type {{ engine: SearchEngine, found: SearchFound } | null} */
  let shown = null;
  const { compare } = new Intl.Collator(kb.region, { numeric: true });

  /** @type {(filter: SearchFilter) => { details: HTMLDetailsElement, fill: () => Promise<void> }} */
  const makeFacet = ([name, label, greatestFirst]) => {
    const summary = element("summary", { textContent: label });
    const list = element("ul", { className: "kb-plain" });
    const details = element("details", {}, summary, list);
    details.dataset.name = name;
    const fill = async () => {
      const picked = chosen[name] ?? [];
      summary.textContent = label + (picked.length ? ` (${picked.length})` : "");
      if (!details.open || !shown) return;
      const now = shown;
      const counts = await now.engine.counts(now.found, name);
      if (now !== shown) return;
      const rows = [...counts].filter(([value, sum]) => sum || picked.includes(value))
        .sort(([a, x], [b, y]) => (greatestFirst ? compare(b, a) : y - x || compare(a, b)));
      const focused = document.activeElement?.id;
      list.replaceChildren(...rows.map(([value, sum], at) => {
        const box = element("input", { type: "checkbox", checked: picked.includes(value), id: `kb-${name}-${at}` });
        box.addEventListener("change", () => {
          chosen[name] = box.checked ? [...picked, value] : picked.filter((one) => one !== value);
          changed();
        });
        return element("li", {}, element("label", {}, box, ` ${value} `, element("span", { className: "kb-count", textContent: String(sum) })));
      }));
      if (focused?.startsWith(`kb-${name}-`)) document.getElementById(focused)?.focus();
    };
    details.addEventListener("toggle", fill);
    return { details, fill };
  };

  const facets = FILTERS.map(makeFacet);
  place.append(...facets.map(({ details }) => details));
  // On a phone the filters would stand before the first result.
  drawer.open = window.matchMedia("(min-width: 45em)").matches;

  return {
    chosen: () => chosen,
    clear: () => { shown = null; drawer.hidden = true; },
    show: async (engine, found) => {
      shown = { engine, found };
      const all = Object.values(chosen).flat().length;
      count.textContent = all ? ` (${all})` : "";
      drawer.hidden = !found.pages.length && !all;
      await Promise.all(facets.map(({ fill }) => fill()));
    },
  };
};
