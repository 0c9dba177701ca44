"use strict";

/*
 * Writes a proposal as a file: cleans up typed or pasted text, and adds front matter.
 */

const proposalText = (() => {
  const LONGEST_ID = 60;
  // Word and web pages use many bullet characters; two are private-use characters of a symbol font.
  const BULLET = /^[-–—•·▪◦‣*\uf0b7\uf0a7]\s+(.*)$/u;
  const NUMBER = /^(\d{1,2})[.)]\s+(.*)$/;

  /**
   * Normalise text: NFC, line ends, spaces; soft hyphens from the source page are removed.
   * @param {string} text
   */
  const tidy = (text) => text.normalize("NFC").replace(/\r\n?/g, "\n").replaceAll("\u00ad", "").replaceAll("\t", " ");

  /** A web address as it stands in a text: a link without further signs, in which an escape would be part of the address. */
  const ADDRESS = /((?:https?:\/\/|www\.)[^\s<>"]+)/i;

  /** @param {string} text */
  const signs = (text) => text
    .replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replace(/[\\`*_~[\]]/g, "\\$&")
    .replaceAll("{", "&#123;").replaceAll("|", "&#124;").replaceAll("::", ":&#58;");

  /** @param {string} text */
  const address = (text) => text.replace(/[\\`{|}]/g, encodeURIComponent);

  /**
   * Escape a line of text for Markdown, so that it renders literally.
   * @param {string} text
   */
  const escaped = (text) => text
    .split(ADDRESS).map((piece, place) => place % 2 ? address(piece) : signs(piece)).join("")
    .replace(/^[#+!?-]/, "\\$&").replace(/^\d+(?=[.)])/, "$&\\")
    .replace(/^[=:]/, (sign) => `&#${sign.codePointAt(0)};`);

  /**
   * Convert plain-text paragraphs and lists to Markdown.
   * @param {string} text
   */
  const markdown = (text) => {
    /** @type {string[]} */
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

  return Object.freeze({
    LONGEST_ID,
    tidy,
    markdown,
    /** The day at the reader's place (ISO 8601). */
    today: () => {
      const now = new Date();
      return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((one) => String(one).padStart(2, "0")).join("-");
    },
    /** Collapse text into one line. @param {string} text */
    line: (text) => tidy(text).replace(/\s*\n\s*/g, " ").trim(),
    /** Make a permanent id from a title, or a name from that of a file. @type {(title: string, longest?: number) => string} */
    id: (title, longest = LONGEST_ID) => {
      const whole = title.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
      return whole.length <= longest ? whole : whole.slice(0, longest).replace(/-[^-]*$/, "");
    },
    /** An id that no entry has: the wanted one, or with a number at its end. @type {(wanted: string, entries: ProposalEntry[]) => string} */
    freeId: (wanted, entries) => {
      const taken = new Set(entries.map(({ id }) => id));
      let free = wanted;
      for (let number = 2; taken.has(free); number += 1) free = `${wanted}-${number}`;
      return free;
    },
  });
})();

/** @param {ProposalData} data */
const proposalFile = (data) => {
  const { markdown } = proposalText;

  // JSON is YAML, and in quoted JSON strings no character is special to YAML.
  /** @type {(field: ProposalField, value: unknown) => unknown} */
  const scalar = (field, value) => (/^(whole-number|number|flag)$/.test(field.type) ? value : JSON.stringify(value));

  /** @type {(field: ProposalField, value: ProposalItem) => string} */
  const one = (field, value) => (typeof value === "object"
    ? lines(field.fields ?? [], value).map((text, place) => (place ? "    " : "  - ") + text).join("\n")
    : `  - ${scalar(field, value)}`);

  /** @type {(fields: ProposalField[], values: ProposalValues) => string[]} */
  const lines = (fields, values) => fields.filter(({ name }) => values[name] !== undefined).map((field) => {
    const value = values[field.name];
    return Array.isArray(value)
      ? `${field.name}:\n${value.map((item) => one(field, item)).join("\n")}`
      : `${field.name}: ${scalar(field, value)}`;
  });

  /** Return the text of the file. @type {(fields: ProposalField[], values: ProposalValues, ...account: ProposalAccount) => string} */
  return (fields, values, introduction, sections) => {
    const ordered = data.order.flatMap((name) => fields.find((field) => field.name === name) ?? []);
    const parts = [markdown(introduction), ...data.sections.map((heading) => {
      const text = markdown(sections[heading] ?? "");
      return text ? `## ${heading}\n\n${text}` : "";
    })];
    return `---\n${lines(ordered, values).join("\n")}\n---\n${parts.filter(Boolean).join("\n\n")}\n`;
  };
};
