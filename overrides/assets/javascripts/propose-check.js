"use strict";

/*
 * Validates values with the messages of `kb check`. It knows types of values, and no individual field.
 */

/** @param {ProposalData} data */
const proposalCheck = (data) => {
  const LONGEST_QUOTE = 60;
  // Lone surrogates, which UTF-8 can't encode, and noncharacters, which readers can't see.
  const BROKEN = /[\p{Cs}\ufffe\uffff]/gu;
  const control = new RegExp(data.control, "gu");
  const seen = new RegExp(data.seen, "u");
  const forms = new Map(Object.entries(data.forms).map(([type, [pattern, name]]) => [type, { pattern: new RegExp(pattern, "u"), name }]));

  /** @param {string} text */
  const shortened = (text) => (text.length <= LONGEST_QUOTE ? text : `${text.slice(0, LONGEST_QUOTE - 1)}…`);

  /** @type {(text: string, values: Filling) => string} */
  const filled = (text, values) => text.replace(/\{(\w+)(!r)?\}/g, (_, name, quoted) =>
    quoted ? `'${shortened(String(values[name]))}'` : String(values[name]));

  /** A message of the check: what is wrong, and what is allowed. @type {(pair: Message, values?: Filling) => string} */
  const said = (pair, values = {}) => pair.filter(Boolean).map((text) => filled(text, values)).join("; ");

  /** @type {(name: string, values?: Filling) => string} */
  const complaint = (name, values) => said(data.messages[name], values);

  /** @param {string} text */
  const hidden = (text) => {
    const found = [...(text.match(control) ?? []), ...(text.match(BROKEN) ?? [])];
    const names = found.map((one) => `U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`);
    return [...new Set(names)].sort().join(", ");
  };

  /** @param {string} day */
  const exists = (day) => {
    const found = new Date(`${day}T00:00:00Z`);
    return !day.startsWith("0000") && !Number.isNaN(found.getTime()) && found.getUTCDate() === Number(day.slice(-2));
  };

  /** The error in a well-formed date or period; `kb check` knows more about quarters and seasons. @type {(value: string) => string} */
  const misdated = (value) => {
    if ((value.match(/\d{4}-\d{2}-\d{2}/g) ?? []).some((day) => !exists(day))) return "date_impossible";
    const [first = "", last] = value.split("/");
    if (last === undefined) return "";
    if (first === last) return "when_twice";
    const plain = [first, last].every((end) => /^\d{4}(-(0\d|1[0-2])(-\d{2})?)?$/.test(end));
    return plain && last < first.slice(0, last.length) ? "when_backwards" : "";
  };

  /** The error in a value, or an empty string. @type {(field: ProposalField, value: string) => string} */
  const checked = (field, value) => {
    const characters = hidden(value);
    if (characters) return complaint("control", { characters });
    if (field.type === "body") return "";
    if (value && !seen.test(value)) return complaint("empty");
    if (/[<>]/.test(value)) return complaint("markup");
    if (field.longest && value.length > field.longest) return complaint("string_too_long", { max_length: field.longest });
    if (field.pattern && !new RegExp(field.pattern, "u").test(value)) return said(data.patterns[field.pattern], { input: value });
    const words = value.split(/\s+/).length;
    if (field.most_words && words > field.most_words) return complaint("too_many_words", { words, most: field.most_words });
    const form = forms.get(field.type);
    if (form && !form.pattern.test(value)) return complaint(form.name, { input: value });
    const mistake = /^(date|when|due)$/.test(field.type) ? misdated(value) : "";
    if (mistake) return complaint(mistake, { input: value });
    if (field.least !== undefined && Number(value) < field.least) return complaint("greater_than_equal", { input: value, ge: field.least });
    if (field.most !== undefined && Number(value) > field.most) return complaint("less_than_equal", { input: value, le: field.most });
    return "";
  };

  return Object.freeze({
    checked,
    complaint,
    /** The message for an empty field, without the part on what to add to the file: no use in the form. */
    missing: data.messages.missing[0],
  });
};
