"use strict";

/*
 * Marks on this page the words that the reader came for, which stand in the address (?h=).
 */

/** Mark words, which are parted by blanks, and scroll to the first. @type {(asked: string) => void} */
const searchMarked = (asked) => {
  const { plain } = searchWords;
  const wanted = new Set(asked.split(" ").map(plain).filter((word) => word.length > 1));
  const article = document.querySelector("[data-searched]");
  if (!wanted.size || !article) return;
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT,
    (node) => (node.parentElement?.closest("[hidden], script, style") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
  /** @type {Text[]} */
  const texts = [];
  while (walker.nextNode()) texts.push(/** @type {Text} */ (walker.currentNode));
  /** @type {HTMLElement[]} */
  const marks = [];
  for (const text of texts) {
    const parts = text.data.split(/([\p{L}\p{N}]+)/u);
    if (!parts.some((part) => wanted.has(plain(part)))) continue;
    text.replaceWith(...parts.map((part) => {
      if (!wanted.has(plain(part))) return part;
      const mark = kb.element("mark", { textContent: part });
      marks.push(mark);
      return mark;
    }));
  }
  // A phone folds long pages.
  const fold = marks[0]?.closest("details");
  if (fold) fold.open = true;
  if (!location.hash.slice(1).replace(/^\/[^:]*:?/, "")) marks[0]?.scrollIntoView({ block: "center" });
};

searchMarked(new URLSearchParams(location.search).get("h") ?? "");
