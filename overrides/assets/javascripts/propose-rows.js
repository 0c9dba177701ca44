"use strict";

/*
 * The lines of the texts of a proposal: which of them go on in the next, and which are the rows of a table.
 */

const proposalRows = (() => {
  const { mark } = proposalItems;
  const HEADING = /^(#{1,6}) +(\S.*)$/;

  /** @param {string} row */
  const isTabular = (row) => /\S\t/.test(row.trim()) && !mark(row);

  /** The lines of a text; one that ends in two spaces goes on in the next, as Markdown has it. @param {string} text */
  const lines = (text) => {
    /** @type {string[]} */
    const made = [];
    for (const row of proposalText.tidy(text).split("\n")) {
      const last = made.at(-1) ?? "";
      const goesOn = /\S {2,}$/.test(last) && row.trim() && ![last, row].some((one) => HEADING.test(one.trim()) || isTabular(one)) && !mark(row);
      if (goesOn) made.push(`${made.pop()?.trimEnd()}\u000b${row.trimStart()}`);
      else made.push(row);
    }
    return made;
  };

  /** @param {string} row */
  const width = (row) => row.split("\t").length;

  /** How many lines from a place are a table: in its further rows cells may be empty, or begin as items do. @type {(rows: string[], at: number) => number} */
  const tabular = (rows, at) => {
    const cells = width(rows[at]);
    const isLike = (/** @type {string} */ row) => row.includes("\t") && (isTabular(row) || width(row) === cells);
    const isBegun = isTabular(rows[at]) || (rows[at].startsWith("\t") && isTabular(rows[at + 1] ?? "") && isLike(rows[at + 1]));
    let end = at + 1;
    while (isBegun && end < rows.length && isLike(rows[end])) end += 1;
    return rows.slice(at, end).filter((row) => row.trim()).length > 1 ? end - at : 1;
  };

  /** A table of some lines. @type {(rows: string[]) => ProposalTable} */
  const table = (rows) => {
    const cells = rows.map((row) => row.split("\t").map((cell) => cell.trim())).filter((row) => row.some(Boolean));
    const most = Math.max(...cells.map((row) => row.length));
    return { type: "table", rows: cells.map((row) => [...row, ...Array(most - row.length).fill("")]) };
  };

  return Object.freeze({ HEADING, lines, table, tabular });
})();
