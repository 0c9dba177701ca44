"use strict";

/*
 * Writes a proposal as a file: front matter, and Markdown in which what people typed stands for itself.
 */

const proposalMarkdown = (() => {
  /** @param {string} text */
  const signs = (text) => text
    .replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replace(/[\\`*_~[\]]/g, "\\$&")
    .replaceAll("{", "&#123;").replaceAll("|", "&#124;").replaceAll("::", ":&#58;")
    // Other programs act upon these, and the check refuses them as they stand.
    .replaceAll("==", "=&#61;").replaceAll("%%", "%&#37;").replaceAll("【", "&#12304;").replace(/:(?=[a-z][\w+-]*:)/g, "&#58;");

  /** An address; what only looks like one is written as words. @param {string} text */
  const address = (text) => proposalText.address(text) || signs(text).replaceAll("/", "&#47;").replaceAll(".", "&#46;");

  /**
   * Escape a line of text for Markdown, so that it renders literally.
   * @param {string} text
   */
  const escaped = (text) => proposalText.pieces(text.trim()).map((piece, place) => (place % 2 ? address(piece) : signs(piece))).join("")
    .replace(/^[#+!?-]/, "\\$&").replace(/^\d+(?=[.)])/, "$&\\")
    .replace(/^(?:[=:]|\/(?=\/\/)|[•·▪●◦‣∙○■□➢\uf0a7\uf0b7](?=\s))/, (sign) => `&#${sign.codePointAt(0)};`);

  /** Lines, of which a vertical tab breaks one: as Word writes Shift + Enter. @type {(text: string, indent: string) => string} */
  const lines = (text, indent) => text.split("\n")
    .map((line) => line.split("\u000b").map(escaped).filter(Boolean).join(` \\\n${indent}`)).join(`\n${indent}`);

  /** @type {(list: ProposalList, indent: string) => string[]} */
  const items = (list, indent) => list.items.flatMap(({ text, lists }, at) => {
    const sign = list.ordered ? `${list.start + at}. ` : "- ";
    const inner = indent + " ".repeat(sign.length);
    return [indent + sign + lines(text, inner), ...lists.flatMap((one) => items(one, inner))];
  });

  /** @param {string[]} cells */
  const row = (cells) => `| ${cells.map((cell) => escaped(cell.replaceAll("\u000b", " "))).join(" | ")} |`;

  /** @param {ProposalBlock} block */
  const written = (block) => {
    switch (block.type) {
      case "heading": return `${"#".repeat(block.level)} ${escaped(block.text.replaceAll("\u000b", " "))}`;
      case "list": return items(block, "").join("\n");
      case "table": return [row(block.rows[0]), row(block.rows[0].map(() => "---")).replaceAll("\\", ""), ...block.rows.slice(1).map(row)].join("\n");
      default: return lines(block.text, "");
    }
  };

  /** What people wrote, as Markdown. @type {(text: string, highest?: number) => string} */
  return (text, highest) => proposalBlocks.parse(text, highest).map(written).filter(Boolean).join("\n\n");
})();

/** @param {ProposalData} data */
const proposalFile = (data) => {
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

  /** Return the text of the file. @type {(fields: ProposalField[], values: ProposalValues) => string} */
  return (fields, values) => {
    const ordered = data.order.flatMap((name) => fields.find((field) => field.name === name) ?? []);
    const parts = fields.filter(({ type }) => type === "body").map(({ name }) => {
      const heading = data.headings[name]?.[String(values.original)];
      const text = proposalMarkdown(String(values[name] ?? ""), heading ? 3 : 2);
      return text && heading ? `## ${heading}\n\n${text}` : text;
    });
    return `---\n${lines(ordered, values).join("\n")}\n---\n${parts.filter(Boolean).join("\n\n")}\n`;
  };
};
