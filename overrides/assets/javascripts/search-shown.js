"use strict";

/*
 * Results as readers see them: title, kind, date, country, and the sentence with the words.
 */
const searchShown = (() => {
  const { element } = kb;

  /** @param {SearchPart[]} parts */
  const marked = (parts) => parts.map(({ text, marked: isMarked }) => (isMarked ? element("mark", { textContent: text }) : text));

  /** @param {SearchResult} result */
  const address = ({ url, anchor, titleParts, parts }) => {
    const target = new URL(url, kb.root);
    const wanted = [...parts, ...titleParts].filter((part) => part.marked).map(({ text }) => text.toLowerCase());
    if (wanted.length) target.searchParams.set("h", [...new Set(wanted)].slice(0, 10).join(" "));
    if (anchor) target.hash = anchor;
    return target.href;
  };

  /** @type {(result: SearchResult, below?: SearchResult[]) => HTMLElement} */
  const shown = (result, below = []) => {
    const { label, kind, titleParts, retired, only, date, where, placeParts, parts } = result;
    const about = [date, where, only].filter(Boolean).join(" · ");
    return element("li", {},
      element("a", { href: address(result), className: "kb-search__link" },
        element("span", { className: `kb-mark kb-mark--${kind}`, textContent: label }), " ",
        element("strong", {}, ...marked(titleParts)),
        ...(retired ? [" ", element("span", { className: "kb-retired", textContent: retired })] : [])),
      ...(about ? [element("p", { className: "kb-search__about", textContent: about })] : []),
      element("p", {}, ...(placeParts.length ? [element("span", { className: "kb-search__place" }, ...marked(placeParts)), ": "] : []), ...marked(parts)),
      ...(below.length ? [element("ul", { className: "kb-plain kb-search__below" }, ...below.map((one) => shown(one)))] : []));
  };

  /** Results with concept notes under their meetings, or meetings under their notes: whichever comes first. @param {SearchResult[]} all */
  const grouped = (all) => {
    /** @type {{ result: SearchResult, below: SearchResult[] }[]} */
    const groups = [];
    for (const result of all) {
      const above = groups.find(({ result: first }) => first.of === result.url || (result.of && result.of === first.url));
      if (above) above.below.push(result); else groups.push({ result, below: [] });
    }
    return groups;
  };

  return Object.freeze({ grouped, shown });
})();
