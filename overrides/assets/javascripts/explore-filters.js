"use strict";

/*
 * The filters of the Explore page: for each facet, its values with the count of entries that choosing them would give.
 */

/** @type {(facets: ExploreFacet[], page: ExplorePage & { fold: (text: string) => string }) => (result: ExploreResult) => void} */
const exploreFilters = (facets, { form, words, fold, changed }) => {
  const { element, find } = kb;
  const place = find(form, ".kb-explore__facets", HTMLElement);
  const MOST_VALUES = 40;
  const number = new Intl.NumberFormat(kb.region);

  /** @param {ExploreFacet} facet */
  const makeFacet = (facet) => {
    const { name, label, values, opened } = facet;
    const list = element("ul", { className: "kb-plain" });
    const rest = element("p", { className: "kb-note" });
    const chosenCount = element("span", {});
    const details = element("details", { open: opened }, element("summary", {}, label, chosenCount));
    const finder = element("input", { type: "search", autocomplete: "off" });
    /** @type {Uint32Array} */
    let counts = new Uint32Array(values.length);
    /** @type {ReturnType<typeof makeRow>[]} */
    let rows = [];

    /**
     * @param {Named} named
     * @param {number} value
     */
    const makeRow = ([, textContent], value) => {
      const box = element("input", { type: "checkbox", autocomplete: "off" });
      const count = element("span", { className: "kb-count" });
      box.addEventListener("change", () => {
        if (box.checked) facet.chosen.add(value); else facet.chosen.delete(value);
        changed();
      });
      return { box, count, item: element("li", {}, element("label", {}, box, element("span", { textContent }), count)) };
    };

    /** Return the values with a count above zero. */
    const fitting = () => {
      const needle = fold(finder.value.trim());
      return values.flatMap(([, text], value) => (
        facet.chosen.has(value) || (counts[value] && fold(text).includes(needle)) ? [value] : []));
    };

    /** Show the values with a count above zero; if there are very many, those with the highest counts. */
    const showRows = () => {
      chosenCount.textContent = facet.chosen.size ? ` (${facet.chosen.size})` : "";
      details.hidden = !facet.chosen.size && counts.every((count) => !count);
      if (!details.open) return;
      // Rows are created lazily: a facet such as meetings may have thousands of values.
      if (!rows.length) list.append(...(rows = values.map(makeRow)).map(({ item }) => item));
      const fits = fitting();
      const isChosen = (/** @type {number} */ value) => Number(facet.chosen.has(value));
      const best = new Set(fits.length > MOST_VALUES
        ? [...fits].sort((a, b) => isChosen(b) - isChosen(a) || counts[b] - counts[a] || a - b).slice(0, MOST_VALUES)
        : fits);
      rows.forEach(({ box, count, item }, value) => {
        // Keep a row that has the focus, whatever its count.
        item.hidden = !best.has(value) && document.activeElement !== box;
        if (item.hidden) return;
        box.checked = facet.chosen.has(value);
        count.textContent = number.format(counts[value]);
      });
      rest.textContent = fits.length > MOST_VALUES ? kb.say(words.moreValues, { count: number.format(fits.length - MOST_VALUES) }) : "";
    };

    details.dataset.facet = name;
    list.setAttribute("aria-label", label);
    finder.setAttribute("aria-label", kb.say(words.find, { facet: label }));
    if (values.length > MOST_VALUES) {
      finder.addEventListener("input", showRows);
      finder.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
      details.append(finder);
    }
    details.append(list, rest);
    details.addEventListener("toggle", showRows);
    place.append(details);
    return (/** @type {Uint32Array} */ now) => { counts = now; showRows(); };
  };

  const shows = facets.map(makeFacet);
  /** @param {ExploreResult} result */
  return ({ counts }) => shows.forEach((show, index) => show(counts[index]));
};
