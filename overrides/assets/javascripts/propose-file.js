/*
 * What a proposal is: whether its values are right, in the words of the check, and how they are written into a file.
 * It knows the types of values and no single field; all it needs stands in the page (view/pages/propose.py). It touches no page.
 */
(() => {
  "use strict";

  const LONGEST_QUOTE = 60;
  const LONGEST_ID = 60;
  // Word and web pages have bullets of many kinds; two of them are of a private font.
  const BULLET = /^[-–—•·▪◦‣*\uf0b7\uf0a7]\s+(.*)$/u;
  const NUMBER = /^(\d{1,2})[.)]\s+(.*)$/;
  // Halves of characters and what is none: no file can hold the first, and no reader sees the second.
  const BROKEN = /[\p{Cs}\ufffe\uffff]/gu;

  window.rcmProposal = (data) => {
    const control = new RegExp(data.control, "gu");
    const known = new Map(Object.entries(data.forms).map(([type, [pattern, name]]) => [type, [new RegExp(pattern, "u"), name]]));

    const shortened = (text) => (text.length <= LONGEST_QUOTE ? text : `${text.slice(0, LONGEST_QUOTE - 1)}…`);

    const filled = (text, values) => text.replace(/\{(\w+)(!r)?\}/g, (_, name, quoted) =>
      quoted ? `'${shortened(String(values[name]))}'` : String(values[name]));

    /** A message of the check: what is wrong, and what is allowed. */
    const said = (pair, values = {}) => pair.filter(Boolean).map((text) => filled(text, values)).join("; ");
    const complaint = (name, values) => said(data.messages[name], values);

    /** What is said of a field that is empty; what to add to the file is not for the form to say. */
    const missing = data.messages.missing[0];

    /** Text as everybody's keyboard writes it: hyphens that only break lines are for the page it was copied from. */
    const tidy = (text) => text.normalize("NFC").replace(/\r\n?/g, "\n").replaceAll("\u00ad", "").replaceAll("\t", " ");
    const line = (text) => tidy(text).replace(/\s*\n\s*/g, " ").trim();

    const hidden = (text) => {
      const found = [...(text.match(control) ?? []), ...(text.match(BROKEN) ?? [])];
      const names = found.map((one) => `U+${one.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`);
      return [...new Set(names)].sort().join(", ");
    };

    const exists = (date) => {
      const [year, month = "01", day = "01"] = date.split("-");
      const found = new Date(`${year}-${month}-${day}T00:00:00Z`);
      return year !== "0000" && !Number.isNaN(found.getTime()) && found.getUTCDate() === Number(day);
    };

    /** What is wrong with a value of a field; nothing, if nothing is. */
    const checked = (field, value) => {
      const characters = hidden(value);
      if (characters) return complaint("control", { characters });
      if (field.type === "body") return "";
      if (/[<>]/.test(value)) return complaint("markup");
      if (field.longest && value.length > field.longest) return complaint("string_too_long", { max_length: field.longest });
      if (field.pattern && !new RegExp(field.pattern, "u").test(value)) return said(data.patterns[field.pattern], { input: value });
      const words = value.split(/\s+/).length;
      if (field.most_words && words > field.most_words) return complaint("too_many_words", { words, most: field.most_words });
      const [form, name] = known.get(field.type) ?? [];
      if (form && !form.test(value)) return complaint(name, { input: value });
      if (field.type.endsWith("date") && !exists(value)) return complaint("date_impossible", { input: value });
      if (field.least !== undefined && Number(value) < field.least) return complaint("greater_than_equal", { input: value, ge: field.least });
      if (field.most !== undefined && Number(value) > field.most) return complaint("less_than_equal", { input: value, le: field.most });
      return "";
    };

    // JSON is YAML; between quotes nothing in a value means anything to it.
    const scalar = (field, value) => (/^(whole-number|number|flag)$/.test(field.type) ? value : JSON.stringify(value));

    const one = (field, value) => (field.type === "fields"
      ? lines(field.fields, value).map((text, place) => (place ? "    " : "  - ") + text).join("\n")
      : `  - ${scalar(field, value)}`);

    const lines = (fields, values) => fields.filter((field) => values[field.name] !== undefined).map((field) => (field.many
      ? `${field.name}:\n${values[field.name].map((value) => one(field, value)).join("\n")}`
      : `${field.name}: ${scalar(field, values[field.name])}`));

    /** Words as Markdown that says the same words, whatever signs are in them. */
    const escaped = (text) => text
      .replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
      .replace(/[\\`*_[\]]/g, "\\$&")
      .replaceAll("{", "&#123;").replaceAll("|", "&#124;").replaceAll("::", ":&#58;")
      .replace(/^[#+!-]/, "\\$&").replace(/^\d+(?=[.)])/, "$&\\")
      .replace(/^[=~:]/, (sign) => `&#${sign.codePointAt(0)};`);

    /** Paragraphs and lists as Markdown. */
    const markdown = (text) => {
      const made = [];
      let before = "";
      for (const written of tidy(text).split("\n").map((row) => row.trim())) {
        const bullet = BULLET.exec(written);
        const numbered = NUMBER.exec(written);
        const kind = !written ? "" : bullet ? "bullet" : numbered ? "number" : "words";
        if (kind !== before && made.length && made.at(-1)) made.push("");
        if (bullet) made.push(`- ${escaped(bullet[1])}`);
        else if (numbered) made.push(`${numbered[1]}. ${escaped(numbered[2])}`);
        else if (written) made.push(escaped(written));
        before = kind;
      }
      return made.join("\n").trim();
    };

    /** The file: values by the names of the fields, the introduction, and the text under each heading. */
    const file = (fields, values, introduction, sections) => {
      const ordered = data.order.map((name) => fields.find((field) => field.name === name)).filter(Boolean);
      const parts = [markdown(introduction), ...data.sections.map((heading) => {
        const text = markdown(sections[heading] ?? "");
        return text ? `## ${heading}\n\n${text}` : "";
      })];
      return `---\n${lines(ordered, values).join("\n")}\n---\n${parts.filter(Boolean).join("\n\n")}\n`;
    };

    /** A permanent id made of a title. */
    const id = (title) => {
      const whole = title.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
      return whole.length <= LONGEST_ID ? whole : whole.slice(0, LONGEST_ID).replace(/-[^-]*$/, "");
    };

    return { checked, complaint, file, id, line, missing, tidy };
  };
})();
