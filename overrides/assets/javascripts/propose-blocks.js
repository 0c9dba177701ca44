"use strict";

/*
 * What people write in the texts of a proposal, as blocks: paragraphs, headings, lists with their levels, tables. The
 * file is written from the blocks, and so is the preview, which therefore shows what the page will.
 */

const proposalBlocks = (() => {
  const { follow, mark, place } = proposalItems;
  const HEADING = /^(#{1,6}) +(\S.*)$/;
  // The main headings of the page are those of the form.
  const HIGHEST = 3;

  /** The lines of a table. @type {(rows: string[]) => ProposalTable} */
  const table = (rows) => {
    const cells = rows.map((row) => row.split("\t").map((cell) => cell.trim()));
    const width = Math.max(...cells.map((row) => row.length));
    return { type: "table", rows: cells.map((row) => [...row, ...Array(width - row.length).fill("")]) };
  };

  /** @param {string} row */
  const isTabular = (row) => /\S\t/.test(row.trim()) && !mark(row);

  /** Add a table, a heading or words, and return the last line of it. @type {(made: ProposalBlock[], rows: string[], at: number, blank: boolean) => number} */
  const plain = (made, rows, at, blank) => {
    const row = rows[at].trim();
    const last = made.at(-1);
    const heading = HEADING.exec(row);
    let end = at;
    while (end < rows.length && isTabular(rows[end])) end += 1;
    if (end - at > 1) made.push(table(rows.slice(at, end)));
    else if (heading) made.push({ type: "heading", level: heading[1].length, text: heading[2] });
    else if (!blank && last?.type === "words") last.text += `\n${row.replaceAll("\t", " ")}`;
    else made.push({ type: "words", text: row.replaceAll("\t", " ") });
    return end - at > 1 ? end - 1 : at;
  };

  /** Headings keep their level beneath those of the form; none is left out. @param {ProposalBlock[]} blocks */
  const levelled = (blocks) => {
    const levels = [...new Set(blocks.flatMap((block) => (block.type === "heading" ? [block.level] : [])))].sort();
    let last = HIGHEST - 1;
    for (const block of blocks) {
      if (block.type !== "heading") continue;
      block.level = Math.min(6, last + 1, HIGHEST + levels.indexOf(block.level));
      last = block.level;
    }
    return blocks;
  };

  /**
   * The blocks of a text.
   * @param {string} text
   * @returns {ProposalBlock[]}
   */
  const parse = (text) => {
    const rows = proposalText.tidy(text).split("\n");
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
    return levelled(made);
  };

  return Object.freeze({ parse });
})();
