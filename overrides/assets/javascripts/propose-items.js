"use strict";

/*
 * The items of lists in the texts of a proposal, as people and Word write them, and their levels.
 */

const proposalItems = (() => {
  // Word and web pages use many bullet characters; two are private-use characters of a symbol font. An "o" is one only
  // before a tab: it is also a word.
  const BULLET = /^([-–—•·▪◦‣⁃●○■□➢✓*+§\uf0b7\uf0a7\uf0d8\uf0fc]|o(?=\t|\u00a0| {2}))[\s\u00a0]+(\S.*)$/u;
  const NUMBER = /^(\d{1,2})(?:[.)]|\.?-)[\s\u00a0]+(\S.*)$/;
  // Markdown has no letters for items: they stay, in the text of a bullet.
  const LETTER = /^((?:[a-z]|[ivx]{1,4})\))[\s\u00a0]+(\S.*)$/i;
  // So do other signs that Word has before a tab: "a.", "(i)", "2.1.".
  const OTHER = /^((?:[a-z]|[ivx]{1,4})\.|\([a-z0-9]{1,4}\)|\d{1,2}(?:\.\d{1,2})+\.?)\t\s*(\p{L}.*)$/iu;

  /** @param {string} row @returns {ProposalMark | null} */
  const mark = (row) => {
    const indent = /^[ \t\u00a0]*/.exec(row)?.[0].replaceAll("\t", "    ").length ?? 0;
    const written = row.trim();
    const number = NUMBER.exec(written);
    if (number) return { indent, sign: "1.", start: Number(number[1]), text: number[2].trim() };
    const letter = LETTER.exec(written) ?? OTHER.exec(written);
    if (letter) return { indent, sign: "a)", start: 0, text: `${letter[1]} ${letter[2].trim()}` };
    const bullet = BULLET.exec(written);
    return bullet ? { indent, sign: bullet[1], start: 0, text: bullet[2].trim() } : null;
  };

  /**
   * Put an item in the list that it belongs to, by its indent and its sign: deeper than the last, beside or above it.
   * @type {(stack: ProposalLevel[], found: ProposalMark) => ProposalBlock | null} a new block, if it begins one
   */
  const place = (stack, found) => {
    const { indent, sign, start, text } = found;
    /** @param {ProposalLevel | undefined} level */
    const belongs = (level) => level?.sign === sign && level.indent === indent;
    while (stack.length && !stack.some(belongs) && indent < (stack.at(-1)?.indent ?? 0)) stack.pop();
    while (stack.some(belongs) && !belongs(stack.at(-1))) stack.pop();
    const last = stack.at(-1);
    if (last && belongs(last)) {
      if (!start || start === last.next) {
        last.list.items.push({ text, lists: [] });
        last.next = start + 1;
        return null;
      }
      // In Markdown a list counts on, whatever its numbers are: one that does not go on is written as words.
      if (stack.length === 1) {
        stack.pop();
        return { type: "words", text: `${start}. ${text}` };
      }
      const item = last.list.items.at(-1);
      if (item) item.text += `\n${start}. ${text}`;
      return null;
    }
    /** @type {ProposalList} */
    const list = { type: "list", ordered: start > 0, start, items: [{ text, lists: [] }] };
    const above = stack.at(-1)?.list.items.at(-1);
    const beside = above?.lists.at(-1);
    // Two lists of bullets, or of numbers, one after the other, are one in Markdown; and one in an item begins with 1.
    if (above && !start && beside && !beside.ordered) {
      beside.items.push(...list.items);
      stack.push({ indent, sign, next: 0, list: beside });
      return null;
    }
    if (above && start && (beside?.ordered || start > 1)) {
      const before = beside?.items.at(-1) ?? above;
      before.text += `\n${start}. ${text}`;
      return null;
    }
    stack.push({ indent, sign, next: start + 1, list });
    if (!above) return list;
    above.lists.push(list);
    return null;
  };

  /**
   * Add a block after others: two lists of bullets, or of numbers, one after the other, are one in Markdown.
   * @type {(made: ProposalBlock[], stack: ProposalLevel[], block: ProposalBlock) => void}
   */
  const follow = (made, stack, block) => {
    const last = made.at(-1);
    if (block.type !== "list" || last?.type !== "list" || block.ordered !== last.ordered) made.push(block);
    else if (block.ordered) {
      stack.length = 0;
      made.push({ type: "words", text: `${block.start}. ${block.items[0].text}` });
    } else {
      last.items.push(...block.items);
      stack[0].list = last;
    }
  };

  return Object.freeze({ follow, mark, place });
})();
