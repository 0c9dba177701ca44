"use strict";

/*
 * Validation of the proposal as a whole, and the list of errors above the form.
 */

/**
 * @param {ProposalData} data
 * @param {ProposalCheck} check
 * @param {ProposalInputs["named"]} named
 * @param {ProposalEntry[]} entries the existing entries
 */
const proposalProblems = (data, check, named, entries) => {
  const { files, words } = data;

  /** Errors that involve more than one field. @type {(values: ProposalValues) => Record<string, string>} */
  const between = (values) => {
    /** @type {Record<string, string>} */
    const found = {};
    const taken = entries.find(({ id }) => id === values.id);
    if (taken) found.id = check.complaint("taken", { id: taken.id, path: taken.title, free: proposalText.freeId(taken.id, entries) });
    const paths = Array.isArray(values.files) ? values.files.map((one) => `${files.folder}/${values.id}/${typeof one === "object" ? one.file : ""}`) : [];
    if (paths.some((path) => path.length > files.longest_path)) found.files = check.complaint("file_name");
    return found;
  };

  /** The error in an entry id that was typed, not picked. @type {(field: ProposalField, value: unknown) => string} */
  const strange = (field, value) => (
    field.type === "entry" && !field.many && !field.kinds && typeof value === "string" && !entries.some(({ id }) => id === value)
      ? check.complaint("unknown_entry", { id: value })
      : "");

  /**
   * Return all errors, in the order of the form.
   * @param {ProposalForm} form
   * @param {ProposalValues} values
   * @param {boolean} all whether to show errors also on fields that haven't been visited
   */
  const find = ({ parts, introduction, sections, need }, values, all) => {
    const fields = new Map(parts.map(({ field }) => [field.name, field]));
    const also = between(values);
    const maturity = String(values.maturity);
    const wanted = data.needed[maturity] ?? { fields: [], sections: [] };
    const maturityField = fields.get("maturity");
    return [
      ...parts.flatMap((part) => {
        const { name, label = name, required = false } = part.field;
        const unearned = maturityField && wanted.fields.includes(name)
          ? check.complaint("unearned", { maturity: named(maturityField, maturity), field: label })
          : false;
        if (unearned) need(part);
        return part.problems(required || unearned, all, also[name] || strange(part.field, part.read()));
      }),
      ...introduction.problems(!wanted.sections.length && !Object.values(sections).some((part) => part.read()), all, ""),
      ...Object.entries(sections).flatMap(([heading, part]) => part.problems(wanted.sections.includes(heading), all, "")),
    ];
  };

  /** @param {HTMLElement} input */
  const reveal = (input) => {
    for (let around = input.closest("details"); around; around = around.parentElement?.closest("details") ?? null) around.open = true;
    input.focus();
  };

  /** List the errors, each with a link to its field. @type {(summary: HTMLElement, found: ProposalProblem[], nextId: () => string) => void} */
  const list = (summary, found, nextId) => {
    const { element, say } = kb;
    summary.hidden = !found.length;
    summary.replaceChildren(
      element("h2", { textContent: found.length === 1 ? words.one_error : say(words.errors, { count: found.length }) }),
      element("ul", {}, ...found.map(({ input, label, message }) => {
        input.id ||= nextId();
        const link = element("a", { href: `#${input.id}`, textContent: `${label}: ${message}` });
        link.addEventListener("click", (event) => { event.preventDefault(); reveal(input); });
        return element("li", {}, link);
      })));
  };

  return Object.freeze({ find, list });
};
