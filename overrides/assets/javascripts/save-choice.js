"use strict";

/*
 * What a reader can choose to save: everything in the language, or what is about some topics and countries.
 */

/** How much something is, in words. @type {(bytes: number) => string} */
const saveSize = (() => {
  /** @param {Intl.NumberFormatOptions} options */
  const format = (options) => new Intl.NumberFormat(kb.locale, { style: "unit", unitDisplay: "short", ...options });
  const kilobytes = format({ unit: "kilobyte", maximumFractionDigits: 0 });
  const megabytes = format({ unit: "megabyte", minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return (bytes) => (bytes < 950_000 ? kilobytes.format(Math.ceil(bytes / 1e3)) : megabytes.format(bytes / 1e6)).replace(" ", "\u00a0");
})();

/**
 * @param {SavedList} list
 * @param {string[] | null} before what was chosen before; `null` for everything
 * @param {Readonly<Record<string, string>>} words
 * @param {() => void} changed
 */
const saveChoice = (list, before, words, changed) => {
  const { element } = kb;
  /** @param {number[]} numbers */
  const sizeOf = (numbers) => [...new Set(numbers)].reduce((sum, number) => sum + list.bundles[number][1], 0);

  /** @type {(type: string, label: string, bytes: number | null, checked: boolean) => { input: HTMLInputElement, line: HTMLElement }} */
  const option = (type, label, bytes, checked) => {
    const input = element("input", { type, checked, name: type === "radio" ? "kb-save" : "" });
    const size = bytes === null ? [] : [element("span", { className: "kb-save__size", textContent: saveSize(bytes) })];
    return { input, line: element("label", {}, input, element("span", { textContent: label }), ...size) };
  };

  const all = option("radio", words.whole, sizeOf([...list.always, ...list.rest]), before === null);
  const part = option("radio", words.part, null, before !== null);
  const groups = list.choices.map(([heading, choices]) => ({
    heading,
    options: choices.map(([address, label, numbers]) => ({ address, label, numbers, ...option("checkbox", label, sizeOf(numbers), before?.includes(address) ?? false) })),
  }));
  const options = groups.flatMap((group) => group.options);
  const parts = element("div", { className: "kb-save__parts" },
    element("p", { textContent: `${words.always} ${saveSize(sizeOf(list.always))}` }),
    ...groups.map((group) => element("details", { open: group.options.some(({ input }) => input.checked) },
      element("summary", { textContent: group.heading }),
      element("div", { className: "kb-save__options", role: "group", ariaLabel: group.heading }, ...group.options.map(({ line }) => line)))));

  const chosenOptions = () => options.filter(({ input }) => input.checked);
  const place = element("fieldset", { className: "kb-save__choice" }, element("legend", { className: "kb-sr", textContent: words.what }), all.line, part.line, parts);
  const fold = () => { parts.hidden = !part.input.checked; };
  place.addEventListener("change", () => { fold(); changed(); });
  fold();

  return Object.freeze({
    place,
    /** What is chosen, as in a copy. */
    chosen: () => (all.input.checked ? null : chosenOptions().map(({ address }) => address)),
    /** It in words. @param {string[] | null} chosen */
    named: (chosen) => (chosen ? options.filter(({ address }) => chosen.includes(address)).map(({ label }) => label).join(", ") || words.nothing : words.whole),
    /** The bundles of what is chosen. */
    bundles: () => {
      const numbers = [...list.always, ...(all.input.checked ? list.rest : chosenOptions().flatMap((one) => one.numbers))];
      return [...new Set(numbers)].map((number) => list.bundles[number]);
    },
  });
};
