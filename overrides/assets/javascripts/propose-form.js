"use strict";

/*
 * The parts of the form, and access to their values.
 */

/**
 * @param {ProposalData} data
 * @param {(field: ProposalField) => ProposalPart<any>} draw
 * @param {ProposalFields["single"]} single
 */
const proposalForm = (data, draw, single) => {
  const { element } = kb;
  const { words } = data;
  const groups = data.groups.map(({ name, label, fields }) => ({ name, label, parts: fields.map((field) => draw(field)) }));
  const parts = groups.flatMap((group) => group.parts);
  /** @type {(label: string, help: string) => ProposalSingle} */
  const text = (label, help) => single({ name: label, label, help, type: "body" });
  const introduction = text(words.introduction, words.introduction_help);
  const sections = Object.fromEntries(data.sections.map((heading) => [heading, text(heading, words.section_help)]));

  /**
   * The values of parts by name, without empty ones.
   * @template T
   * @param {[name: string, part: ProposalPart<T>][]} named
   * @returns {Record<string, T>}
   */
  const read = (named) => Object.fromEntries(named.flatMap(([name, part]) => {
    const value = part.read();
    return value === undefined ? [] : [[name, value]];
  }));

  /** The <details> that a field is in. @type {Map<ProposalPart<any>, HTMLDetailsElement>} */
  const folded = new Map();

  /** @type {(label: string, inner: ProposalPart<any>[]) => HTMLElement} */
  const grouped = (label, inner) => {
    const first = inner.filter(({ field }) => field.required);
    const later = inner.filter(({ field }) => !field.required);
    const node = element("section", { className: "kb-form__group" }, element("h2", { textContent: label }), ...first.map((part) => part.node));
    if (later.length) {
      const summary = element("summary", { textContent: `${words.optional}: ${later.map(({ field }) => field.label).join(", ")}` });
      const details = element("details", { className: "kb-form__optional" }, summary, ...later.map((part) => part.node));
      later.forEach((part) => folded.set(part, details));
      node.append(details);
    }
    return node;
  };

  const account = element("section", { className: "kb-form__group" },
    element("h2", { textContent: words.text }), introduction.node, ...Object.values(sections).map(({ node }) => node));
  const nodes = groups.map(({ label, parts: inner }) => grouped(label, inner));
  // The narrative comes after the facts of the practice and before fields that matter only to editors.
  const behind = groups.findIndex(({ name }) => name === "account");
  nodes.splice(behind < 0 ? nodes.length : behind + 1, 0, account);

  return Object.freeze({
    /** The DOM nodes, in display order. */
    nodes, parts, introduction, sections,
    /** The part of a single-value field, if the form has it. @type {(name: string) => ProposalSingle | undefined} */
    part: (name) => /** @type {ProposalSingle | undefined} */ (parts.find(({ field }) => field.name === name)),
    /** The values entered, by field. @returns {ProposalValues} */
    given: () => read(parts.map((part) => [part.field.name, part])),
    /** Fill in the fields of a query string; returns whether there were any. @param {URLSearchParams} known */
    fillIn: (known) => {
      const wanted = parts.filter(({ field }) => known.has(field.name));
      for (const part of wanted) part.fill(part.field.many ? known.getAll(part.field.name) : known.get(part.field.name));
      return wanted.length > 0;
    },
    /** The text under each heading. @returns {Record<string, string>} */
    texts: () => read(Object.entries(sections)),
    /** Open the <details> around a part that is required. @param {ProposalPart<any>} part */
    need: (part) => { const details = folded.get(part); if (details) details.open = true; },
  });
};
