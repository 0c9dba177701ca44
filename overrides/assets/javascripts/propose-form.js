"use strict";

/*
 * The parts of the form in their steps, and access to their values.
 */

/**
 * @param {ProposalData} data
 * @param {(field: ProposalField) => ProposalPart<any>} draw
 */
const proposalForm = (data, draw) => {
  const { element } = kb;
  const steps = data.steps.map(({ name, title, asked }) => {
    const parts = asked.map(draw);
    const heading = element("h2", { textContent: title, tabIndex: -1 });
    return { name, title, parts, heading, node: element("section", { className: "kb-form__step" }, heading, ...parts.map(({ node }) => node)) };
  });
  const parts = steps.flatMap((step) => step.parts);

  /** What a field can take of a value, which anything may have written; undefined if nothing. @type {(field: ProposalField, value: unknown) => any} */
  const fitting = (field, value) => {
    if (field.many) {
      const all = [value].flat().map((one) => fitting({ ...field, many: false }, one)).filter((one) => one !== undefined);
      return all.length ? all : undefined;
    }
    if (Array.isArray(value)) return fitting(field, value[0]);
    if (field.type !== "fields") return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
    const known = new Map(Object.entries(value ?? {}));
    const inner = (field.fields ?? []).map((one) => [one.name, fitting(one, known.get(one.name))]).filter(([, one]) => one !== undefined);
    return inner.length ? Object.fromEntries(inner) : undefined;
  };

  const taken = new Set([...Object.values(window.rcmChoices?.entries ?? {}).flat().map(([id]) => id), ...data.taken]);
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
    /** Put values, by field, in place of all that is there; return those that the form has no place for. @param {Record<string, unknown>} values */
    fill: (values) => {
      const known = new Map(Object.entries(values));
      parts.forEach((part) => part.fill(fitting(part.field, known.get(part.field.name))));
      const now = new Map(Object.entries(given()));
      return [...known].filter(([name, value]) => JSON.stringify(now.get(name)) !== JSON.stringify(value))
        .map(([name, value]) => ({ label: parts.find(({ field }) => field.name === name)?.field.label ?? name, value }));
    },
    /** Whether some of the values are of fields of this form. @param {object} values */
    knows: (values) => parts.some(({ field }) => Object.hasOwn(values, field.name)),
    /** Fill in the fields of a query string. @param {URLSearchParams} known */
    fillIn: (known) => {
      for (const part of parts) if (known.has(part.field.name)) part.fill(fitting(part.field, known.getAll(part.field.name)));
    },
  });
};
