"use strict";

/*
 * What people write in the texts of a proposal, as blocks: paragraphs, headings, lists with their levels, tables. The
 * file is written from the blocks, and so is the preview, which therefore shows what the page will.
 */

const proposalBlocks = (() => {
  const { follow, mark, place } = proposalItems;
  const { HEADING, lines, table, tabular } = proposalRows;

  /** Add a table, a heading or words, and return the last line of it. @type {(made: ProposalBlock[], rows: string[], at: number, blank: boolean) => number} */
  const plain = (made, rows, at, blank) => {
    const row = rows[at].trim();
    const last = made.at(-1);
    const heading = HEADING.exec(row);
    const count = tabular(rows, at);
    if (count > 1) made.push(table(rows.slice(at, at + count)));
    else if (heading) made.push({ type: "heading", level: heading[1].length, text: heading[2] });
    else if (!blank && last?.type === "words") last.text += `\n${row.replaceAll("\t", " ")}`;
    else made.push({ type: "words", text: row.replaceAll("\t", " ") });
    return at + count - 1;
  };

  /** Headings keep their level, from the highest; none is left out. @type {(blocks: ProposalBlock[], highest: number) => ProposalBlock[]} */
  const levelled = (blocks, highest) => {
    const levels = [...new Set(blocks.flatMap((block) => (block.type === "heading" ? [block.level] : [])))].sort();
    let last = highest - 1;
    return blocks.map((block) => {
      if (block.type !== "heading") return block;
      last = Math.min(6, last + 1, highest + levels.indexOf(block.level));
      return { ...block, level: last };
    });
  };

  /** What a block says, as words. @type {(block: ProposalBlock) => string} */
  const said = (block) => {
    /** @type {(list: ProposalList) => string} */
    const ofList = (list) => list.items.map(({ text, lists }) => text + lists.map(ofList).join("")).join("");
    switch (block.type) {
      case "list": return ofList(block);
      case "table": return block.rows.flat().join("");
      default: return block.text;
    }
  };

  /** The check refuses headings without words, and those with nothing under them: these are words. @param {ProposalBlock[]} blocks */
  const leading = (blocks) => {
    const WORDS = /[\p{L}\p{N}]/u;
    let told = false;
    let next = 0;
    /** @type {ProposalBlock[]} */
    const made = [];
    for (const block of [...blocks].reverse()) {
      const says = WORDS.test(said(block));
      if (block.type === "heading" && says && (told || next > block.level)) {
        told = false;
        next = block.level;
        made.push(block);
      } else {
        told ||= says;
        made.push(block.type === "heading" ? { type: "words", text: block.text } : block);
      }
    }
    return made.reverse();
  };

  /**
   * The blocks of a text.
   * @param {string} text
   * @param {number} [highest] the level that headings begin with: that below the heading of the text, unless it has none
   * @returns {ProposalBlock[]}
   */
  const parse = (text, highest = 3) => {
    const rows = lines(text);
    /** @type {ProposalBlock[]} */
    const made = [];
    /** @type {ProposalLevel[]} */
    const stack = [];
    let blank = true;
    for (let at = 0; at < rows.length; at += 1) {
      const row = rows[at].trim();
      if (!row) {
        blank = true;
        continue;
      }
      const found = mark(rows[at]);
      if (found) {
        const top = stack[0];
        if (blank && top && top.sign !== found.sign && top.indent === found.indent) stack.length = 0;
        const block = place(stack, found);
        if (block) follow(made, stack, block);
      } else {
        stack.length = 0;
        at = plain(made, rows, at, blank);
      }
      blank = false;
    }
    return levelled(leading(levelled(made, highest)), highest);
  };

  return Object.freeze({ parse });
})();
