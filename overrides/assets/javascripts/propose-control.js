"use strict";

/*
 * The controls of the form: what people type into or choose from, for each type of value.
 */

/** @param {ProposalData} data */
const proposalControls = (data) => {
  const { element } = kb;
  const { words } = data;
  const MOST_RADIOS = 7;
  let ids = 0;
  const nextId = () => `kb-propose-${(ids += 1)}`;

  /**
   * The options of a field, in groups; null if it accepts any value.
   * @param {ProposalField} field
   * @returns {[label: string, options: Named[]][] | null}
   */
  const choices = ({ type, choices: alternatives = [], vocabularies = [], kinds }) => {
    if (alternatives.length) return [["", alternatives]];
    if (type === "term") return vocabularies.map((name) => [data.vocabulary_names[name], data.vocabularies[name]]);
    if (type !== "part" && type !== "entry") return null;
    const known = window.rcmChoices?.[type === "part" ? "parts" : "entries"] ?? {};
    return [["", (kinds ?? Object.keys(known)).flatMap((kind) => known[kind] ?? [])]];
  };

  /** The label of a value. @type {(field: ProposalField, value: string) => string} */
  const named = (field, value) => {
    if (field.type === "term" && value.startsWith("?")) return kb.say(words.unlisted_said, { name: value.slice(1).trim() });
    return choices(field)?.flatMap(([, options]) => options).find(([id]) => id === value)?.[1] ?? value;
  };

  /** @type {(control: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement) => ProposalControl} */
  const plain = (control) => ({
    node: control, target: control, labelled: control,
    get: () => control.value,
    set: (value) => { control.value = value; },
  });

  /** One of a few, with what each means. @param {ProposalField} field @returns {ProposalControl} */
  const radios = ({ choices: alternatives = [], meanings = [], required, default: usual }) => {
    const name = nextId();
    /** @type {Named[]} */
    const all = required || usual ? alternatives : [...alternatives, ["", words.none]];
    const boxes = all.map(([value, label], at) => {
      const box = element("input", { type: "radio", name, value });
      const meaning = meanings[at] && element("small", { textContent: meanings[at] });
      return { box, node: element("label", { className: "kb-form__choice" }, box, element("span", {}, label, ...(meaning ? [" ", meaning] : []))) };
    });
    return {
      node: element("div", { className: "kb-form__choices" }, ...boxes.map(({ node }) => node)),
      target: boxes[0].box,
      get: () => boxes.find(({ box }) => box.checked)?.box.value ?? "",
      set: (value) => boxes.forEach(({ box }) => { box.checked = box.value === value && (value !== "" || !required); }),
    };
  };

  /** One of many; of a vocabulary, also what is not in it. @type {(field: ProposalField, values: [label: string, options: Named[]][]) => ProposalControl} */
  const select = (field, values) => {
    /** @param {Named} named */
    const option = ([value, textContent]) => element("option", { value, textContent });
    const groups = values.flatMap(([label, options]) => (label && values.length > 1
      ? [element("optgroup", { label }, ...options.map(option))]
      : options.map(option)));
    const open = field.type === "term";
    const first = option(["", field.required ? words.choose : words.none]);
    const box = element("select", {}, first, ...groups, ...(open ? [option(["?", words.unlisted_option])] : []));
    if (!open) return plain(box);
    const name = element("input", { type: "text", autocomplete: "off" });
    name.setAttribute("aria-label", words.unlisted);
    const other = element("div", { hidden: true }, name);
    const show = () => { other.hidden = box.value !== "?"; };
    box.addEventListener("change", () => { show(); if (!other.hidden) name.focus(); });
    return {
      node: element("div", {}, box, other), target: box, labelled: box,
      get: () => (box.value === "?" ? `? ${name.value}` : box.value),
      set: (value) => {
        box.value = value.startsWith("?") ? "?" : value;
        name.value = value.replace(/^\? ?/, "");
        show();
      },
    };
  };

  /** @type {(field: ProposalField, meant: (value: string) => string) => ProposalControl} */
  const control = (field, meant) => {
    const values = choices(field);
    if (values && field.choices && (field.meanings || field.choices.length <= MOST_RADIOS)) return radios(field);
    if (values) return select(field, values);
    if (field.span) return proposalPeriod(words, nextId, radios, meant);
    if (field.type === "body") return plain(element("textarea", { rows: 6 }));
    if (field.type === "text") return plain(element("textarea", { rows: field.most_words ? 4 : 2 }));
    const input = element("input", { type: "text", autocomplete: "off" });
    if (/^(whole-number|number)$/.test(field.type)) input.inputMode = "decimal";
    if (field.type === "url") input.inputMode = "url";
    return plain(input);
  };

  return Object.freeze({ choices, control, named, nextId });
};
