"use strict";

/*
 * The preview of a proposal.
 */

/**
 * @param {Record<string, string>} words
 * @param {ProposalInputs["named"]} named
 */
const proposalPreview = (words, named) => {
  const { element } = kb;

  /** @type {(field: ProposalField, value: ProposalItem | ProposalItem[]) => string} */
  const shown = (field, value) => {
    if (Array.isArray(value)) return value.map((one) => shown(field, one)).join("; ");
    if (typeof value === "string") return named(field, value);
    return (field.fields ?? []).filter(({ name }) => value[name] !== undefined).map((inner) => shown(inner, value[inner.name])).join(", ");
  };

  /** @param {string} text */
  const paragraphs = (text) => text.split(/\n\s*\n/).map((textContent) => element("p", { textContent }));

  /** Return the DOM nodes of the preview. @type {(fields: ProposalField[], values: ProposalValues, ...account: ProposalAccount) => HTMLElement[]} */
  return (fields, values, introduction, sections) => {
    const { title = "", summary = "" } = values;
    if (!title && !summary) return [element("p", { textContent: words.nothing })];
    const rows = fields.filter(({ name }) => values[name] !== undefined && !["id", "title", "summary"].includes(name));
    return [
      element("p", { className: "kb-form__title", textContent: String(title) }),
      element("p", { textContent: String(summary) }),
      element("dl", { className: "kb-facts" }, ...rows.map((field) => element("div", {},
        element("dt", { textContent: field.label ?? field.name }), element("dd", { textContent: shown(field, values[field.name]) })))),
      ...paragraphs(introduction),
      ...Object.entries(sections).flatMap(([heading, text]) => [element("p", { className: "kb-form__heading", textContent: heading }), ...paragraphs(text)]),
    ];
  };
};
