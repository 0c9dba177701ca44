"use strict";

/*
 * Validates values with the messages of `kb check`. It knows types of values, and no individual field.
 */

/** @param {ProposalData} data */
const proposalCheck = (data) => {
  const LONGEST_QUOTE = 60;
  const control = new RegExp(data.control, "gu");
  const seen = new RegExp(data.seen, "u");
  const letters = new RegExp(data.letters, "u");
  const marks = new RegExp(data.marks, "u");
  const forms = new Map(Object.entries(data.forms).map(([type, [pattern, name]]) => [type, { pattern: new RegExp(pattern, "u"), name }]));
  const dates = proposalDates(data.months);

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
    const names = (text.match(control) ?? []).map((one) => `U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`);
    return [...new Set(names)].sort().join(", ");
  };

  /** The error in a value of the right length, or an empty string. @type {(field: ProposalField, value: string) => string} */
  const formed = ({ type, pattern, least, most }, value) => {
    if (pattern && !new RegExp(pattern, "u").test(value)) return said(data.patterns[pattern], { input: value });
    if (type === "url" && /\s/.test(value)) return `${complaint("url", { input: value }).split("; ")[0]}; ${data.words.url_space}`;
    const form = forms.get(type);
    if (form && !form.pattern.test(value)) return complaint(form.name, { input: value });
    const mistake = /^(date|when|due)$/.test(type) ? dates.wrong(value) : type === "url" && !proposalText.leads(value) ? "url" : "";
    if (mistake) return complaint(mistake, { input: value });
    if (least !== undefined && Number(value) < least) return complaint("greater_than_equal", { input: value, ge: least });
    if (most !== undefined && Number(value) > most) return complaint("less_than_equal", { input: value, le: most });
    return "";
  };

  /** The error in a value, or an empty string. @type {(field: ProposalField, value: string) => string} */
  const checked = (field, value) => {
    const characters = hidden(value.replaceAll("\u000b", ""));
    if (characters) return complaint("control", { characters });
    const word = value.split(/\s+/).find((one) => letters.test(one));
    if (word) return complaint("letters", { word });
    if (field.type === "body") return "";
    if (value && !seen.test(value)) return complaint("empty");
    if (/[<>]/.test(value)) return complaint("markup");
    const [text] = (value.includes(" ") && value.match(marks)) || [];
    if (text) return complaint("marks", { text });
    if (field.type === "term" && value.startsWith("?")) return value.slice(1).trim() ? "" : data.words.unlisted_empty;
    if (field.longest && value.length > field.longest) return complaint("string_too_long", { max_length: field.longest });
    const words = value.split(/\s+/).length;
    if (field.most_words && words > field.most_words) return complaint("too_many_words", { words, most: field.most_words });
    if (field.names_source && value.startsWith("#")) return data.words.names_source;
    return formed(field, value);
  };

  return Object.freeze({
    checked,
    complaint,
    /** The error in a period of which each end is asked, a question mark for what was not said; or an empty string. @type {(field: ProposalField, value: string) => string} */
    lasting: (field, value) => {
      const ends = value.split("/").filter((end) => !/^(\.\.|\?)?$/.test(end));
      // Nobody is to write a period where one date is asked.
      const wrong = ends.map((end) => checked(field, end).split("; ").slice(0, 2).join("; ")).find(Boolean);
      if (wrong) return wrong;
      if (value.startsWith("?")) return data.words.no_since;
      return value.endsWith("/?") ? data.words.no_end : checked(field, value);
    },
    /** What was meant by a value that is refused; an empty string if that is not clear. @type {(field: ProposalField, value: string) => string} */
    meant: (field, value) => {
      if (!value || !checked(field, value)) return "";
      const found = /^(date|when|due)$/.test(field.type) ? dates.meant(value) : field.type === "url" ? dates.address(value) : "";
      return found && !checked(field, found) ? found : "";
    },
    /** The message for an empty field, without the part on what to add to the file: no use in the form. */
    missing: data.messages.missing[0],
  });
};
