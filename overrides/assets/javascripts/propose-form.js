"use strict";

/*
 * The parts of the form in their steps, and access to their values.
 */

/**
 * @param {ProposalData} data
 * @param {ProposalEntry[]} entries
 * @param {(field: ProposalField) => ProposalPart<any>} draw
 */
const proposalForm = (data, entries, draw) => {
  const { element } = kb;
  const steps = data.steps.map(({ name, title, asked }) => {
    const parts = asked.map(draw);
    const heading = element("h2", { textContent: title, tabIndex: -1 });
    return { name, title, parts, heading, node: element("section", { className: "kb-form__step" }, heading, ...parts.map(({ node }) => node)) };
  });
  const parts = steps.flatMap((step) => step.parts);

  const taken = new Set([...entries.map(({ id }) => id), ...data.taken]);
  const reserved = new RegExp(`^(?:${data.files.reserved}|index-page-)`);

  /** The values entered, by field. @returns {ProposalValues} */
  const given = () => Object.fromEntries(parts.flatMap((part) => {
    const value = part.read();
    return value === undefined ? [] : [[part.field.name, value]];
  }));

  return Object.freeze({
    steps, parts, given,
    /** All values: the fixed ones, those entered, and the id that the title makes. @returns {ProposalValues} */
    values: () => {
      const entered = given();
      const id = proposalText.freeId(String(entered.title ?? ""), (one) => taken.has(one) || reserved.test(one));
      return { ...data.fixed, ...Object.fromEntries(data.today.map((name) => [name, proposalText.today()])), id, ...entered };
    },
    /** All that is written in the file. */
    written: [...parts.map(({ field }) => field), ...[...Object.keys(data.fixed), ...data.today, "id"].map((name) => ({ name, type: "line" }))],
    /** Fill in values, by field. @param {ProposalValues} values */
    fill: (values) => parts.forEach((part) => { if (values[part.field.name] !== undefined) part.fill(values[part.field.name]); }),
    /** Fill in the fields of a query string; returns whether there were any. @param {URLSearchParams} known */
    fillIn: (known) => {
      const wanted = parts.filter(({ field }) => known.has(field.name));
      for (const part of wanted) part.fill(part.field.many ? known.getAll(part.field.name) : known.get(part.field.name));
      return wanted.length > 0;
    },
  });
};
