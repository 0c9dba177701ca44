"use strict";

/*
 * The answers, as they will be read: for each step what was answered, with a way back to it.
 */

/**
 * @param {Record<string, string>} words
 * @param {Set<string>} headed the texts that stand under a heading
 * @param {ProposalControls["named"]} named
 * @param {(part: ProposalPart<any>) => void} change
 */
const proposalPreview = (words, headed, named, change) => {
  const { button, element, say } = kb;

  /** Words with their line breaks and links. @param {string} text @returns {(Node | string)[]} */
  const inline = (text) => text.split("\u000b").map((piece) => piece.trim()).filter(Boolean).flatMap((piece, at) => [
    ...(at ? [element("br", {})] : []),
    ...proposalText.pieces(piece).map((part, place) => {
      const address = place % 2 ? proposalText.address(part) : "";
      return address ? element("a", { href: address.replace(/^www/i, "https://www"), textContent: address, rel: "noopener" }) : part;
    }),
  ]);

  /** @param {ProposalList} list @returns {HTMLElement} */
  const items = ({ ordered, start, items: all }) => {
    const inner = all.map(({ text, lists }) => element("li", {}, ...inline(text), ...lists.map(items)));
    return ordered ? element("ol", { start }, ...inner) : element("ul", {}, ...inner);
  };

  /** @param {ProposalBlock} block */
  const drawn = (block) => {
    switch (block.type) {
      case "heading": return element(/** @type {"h3"} */ (`h${block.level}`), {}, ...inline(block.text.replaceAll("\u000b", " ")));
      case "list": return items(block);
      case "table": {
        const row = (/** @type {string[]} */ cells, /** @type {"th" | "td"} */ name) =>
          element("tr", {}, ...cells.map((cell) => element(name, {}, ...inline(cell.replaceAll("\u000b", " ")))));
        const [first, ...rest] = block.rows;
        return element("table", {}, element("thead", {}, row(first, "th")), element("tbody", {}, ...rest.map((cells) => row(cells, "td"))));
      }
      default: return element("p", {}, ...inline(block.text));
    }
  };

  /** What a text will look like. @type {(text: string, highest?: number) => (Node | string)[]} */
  const body = (text, highest) => proposalBlocks.parse(text, highest).map(drawn);

  /** A day or month in words; other dates as they are written. @param {string} date */
  const spoken = (date) => {
    if (!/^\d{4}-\d{2}(-\d{2})?$/.test(date) || Number(date.slice(5, 7)) > 12) return date;
    const parts = /** @type {const} */ ({ year: "numeric", month: "long", day: date.length > 7 ? "numeric" : undefined, timeZone: "UTC" });
    return new Intl.DateTimeFormat(kb.region, parts).format(new Date(date));
  };

  /** Since when, and until when or that it goes on. @param {string} value */
  const lasting = (value) => {
    const [from, to] = value.split("/");
    if (to === undefined) return spoken(from);
    const since = from ? `${words.since}: ${spoken(from)}. ` : "";
    return since + (to === ".." ? words.goes_on : `${words.until}: ${to ? spoken(to) : words.not_known}`);
  };

  /** @type {(field: ProposalField, value: ProposalItem | ProposalItem[]) => (Node | string)[]} */
  const shown = (field, value) => {
    if (Array.isArray(value)) {
      return value.length === 1 ? shown(field, value[0]) : [element("ul", {}, ...value.map((one) => element("li", {}, ...shown(field, one))))];
    }
    if (field.type === "body") return body(String(value), headed.has(field.name) ? 3 : 2);
    if (field.span) return [lasting(String(value))];
    if (typeof value === "string") return inline(named(field, value));
    return (field.fields ?? []).filter(({ name }) => value[name] !== undefined)
      .flatMap((inner, at) => [...(at ? ["; "] : []), `${inner.label ?? inner.name}: `, ...shown(inner, value[inner.name])]);
  };

  /** @param {ProposalPart<any>} part */
  const answer = (part) => {
    const { label = part.field.name } = part.field;
    const link = button(words.change, () => change(part), "kb-form__remove");
    link.setAttribute("aria-label", say(words.change_what, { label }));
    return element("div", {}, element("dt", {}, label, " ", link), element("dd", {}, ...shown(part.field, part.read())));
  };

  return Object.freeze({
    body,
    /** Draw the answers in a place; whoever is at one of them stays there. @type {(place: HTMLElement, steps: ProposalForm["steps"]) => void} */
    answers: (place, steps) => {
      const told = steps.map(({ title, parts }) => ({ title, given: parts.filter((part) => part.read() !== undefined) }));
      const nodes = told.filter(({ given }) => given.length).flatMap(({ title, given }) => [
        element("h3", { textContent: title }), element("dl", { className: "kb-form__answers" }, ...given.map(answer)),
      ]);
      const at = [...place.querySelectorAll("button")].findIndex((one) => one === document.activeElement);
      place.replaceChildren(...(nodes.length ? nodes : [element("p", { textContent: words.nothing })]));
      place.querySelectorAll("button")[at]?.focus();
    },
  });
};
