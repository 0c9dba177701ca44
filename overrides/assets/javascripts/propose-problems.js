"use strict";

/*
 * Validation of the proposal as a whole, and the list of errors above a step or the answers.
 */

/**
 * @param {ProposalData} data
 * @param {ProposalCheck} check
 * @param {ProposalControls["named"]} named
 * @param {ReturnType<typeof proposalFile>} write
 */
const proposalProblems = (data, check, named, write) => {
  const { limits, words } = data;
  // No sign is written as more bytes.
  const MOST_BYTES = 8;

  /**
   * What is too long for one entry, by field.
   * @type {(parts: ProposalPart<any>[], values: ProposalValues) => Map<string, string>}
   */
  const tooLong = (parts, values) => {
    const found = new Map();
    const given = parts.map(({ field }) => field).filter(({ name }) => values[name] !== undefined);
    if (JSON.stringify(values).length * MOST_BYTES < limits.line) return found;
    const written = given.map((field) => ({ field, text: write([field], values) })).sort((one, other) => other.text.length - one.text.length);
    const size = (/** @type {typeof written} */ some) => some.reduce((sum, { text }) => sum + new TextEncoder().encode(text).length, 0);
    const fields = written.filter(({ field }) => field.type !== "body");
    if (size(fields) > limits.fields) found.set(fields[0].field.name, words.long_whole);
    if (size(written) > limits.text) found.set(written[0].field.name, words.long_whole);
    for (const { field, text } of written) {
      if (text.split("\n").some((line) => line.length > limits.line)) found.set(field.name, kb.say(words.long_line, { most: limits.line.toLocaleString(kb.region) }));
    }
    return found;
  };

  /**
   * Return the errors of some parts, in the order of the form.
   * @param {ProposalPart<any>[]} parts
   * @param {ProposalValues} values of all parts
   * @param {boolean} all whether to show errors also on fields that haven't been visited
   */
  const find = (parts, values, all) => {
    const maturity = String(values.maturity);
    const wanted = data.needed[maturity] ?? [];
    const asked = data.steps.flatMap((step) => step.asked);
    const maturityField = asked.find(({ name }) => name === "maturity");
    // A practice has a text, whatever its maturity.
    const texts = asked.filter(({ type }) => type === "body").map(({ name }) => name);
    const account = texts.some((name) => wanted.includes(name) || String(values[name] ?? "").trim()) ? "" : texts[0];
    const long = tooLong(parts, values);
    return parts.flatMap((part) => {
      const { name, label = name, type, required = false } = part.field;
      const unearned = maturityField && wanted.includes(name)
        ? type === "body" || check.complaint("unearned", { maturity: named(maturityField, maturity), field: label })
        : false;
      return part.problems(required || unearned || name === account, all, long.get(name) ?? "");
    });
  };

  /**
   * List the errors, each with a link to its field.
   * @type {(summary: HTMLElement, found: ProposalProblem[], nextId: () => string, reveal: (input: HTMLElement) => void) => void}
   */
  const list = (summary, found, nextId, reveal) => {
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

  let held = "";
  /**
   * Whether a step with these errors may be left: what is missing holds it up once, and is named again at the end.
   * @type {(name: string, found: ProposalProblem[]) => boolean}
   */
  const passes = (name, found) => {
    const state = JSON.stringify([name, found.map(({ label, message }) => [label, message])]);
    const isKnown = state === held && found.every(({ absent }) => absent);
    held = state;
    return !found.length || isKnown;
  };

  return Object.freeze({ find, list, passes });
};
