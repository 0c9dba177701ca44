"use strict";

/*
 * What is pasted from Word or a page: its lists, tables, headings and links as the texts of the form write them.
 */

/** @param {Record<string, string>} words */
const proposalPaste = (words) => {
  /** @type {(node: Node) => string} */
  const inline = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return (node.nodeValue ?? "").replace(/[ \t\r\n]+/g, " ");
    if (!(node instanceof Element)) return "";
    if (node.localName === "br") return "\u000b";
    const text = [...node.childNodes].map(inline).join("");
    const href = node.localName === "a" ? node.getAttribute("href") ?? "" : "";
    if (!/^https?:/i.test(href) || text.trim() === href.trim() || !text.trim()) return text;
    return `${text} (${href.trim()})`;
  };

  /** @param {Node} node */
  const line = (node) => inline(node).replace(/ +/g, " ").split("\u000b").map((piece) => piece.trim()).join("\u000b").trim();

  /** The rows of a table, a tab between cells. @param {Element} table */
  const rows = (table) => [...table.querySelectorAll("tr")].map((row) =>
    [...row.querySelectorAll("td, th")].map((cell) => line(cell).replaceAll("\u000b", " ")).join("\t"));

  /** A paragraph of Word that is an item of a list says so in its style. @param {Element} node */
  const level = (node) => Number(/mso-list:[^;]*level(\d)/.exec(node.getAttribute("data-style") ?? "")?.[1] ?? 0);

  /** @type {(node: Element, depth: number) => string[]} */
  const items = (list, depth) => [...list.children].flatMap((item, at) => {
    if (/^[ou]l$/.test(item.localName)) return items(item, depth + 1);
    const inner = [...item.children].filter(({ localName }) => /^[ou]l$/.test(localName));
    const own = /** @type {Element} */ (item.cloneNode(true));
    own.querySelectorAll("ul, ol").forEach((one) => one.remove());
    const start = Number(list.getAttribute("start")) || 1;
    return [`${"    ".repeat(depth)}${list.localName === "ol" ? `${start + at}.` : "-"} ${line(own)}`, ...inner.flatMap((one) => items(one, depth + 1))];
  });

  const BLOCKS = "p, div, ul, ol, table, h1, h2, h3, h4, h5, h6, section, article, blockquote, pre";

  /** @type {(node: Element) => string[]} */
  const blocks = (node) => {
    const name = node.localName;
    if (/^(style|script|title|meta|link)$/.test(name)) return [];
    if (name === "table") return [rows(node).join("\n")];
    if (/^[ou]l$/.test(name)) return [items(node, 0).join("\n")];
    if (/^h[1-6]$/.test(name)) return [`${"#".repeat(Number(name[1]))} ${line(node).replaceAll("\u000b", " ")}`];
    const deep = level(node);
    // Word writes the sign of an item as text.
    if (deep) return [`${"    ".repeat(deep - 1)}${line(node)}`.replace(/^( *)(\S+) */, "$1$2\t")];
    if (!node.querySelector(BLOCKS)) return [line(node)];
    /** @type {string[]} */
    const made = [];
    let loose = "";
    for (const child of node.childNodes) {
      if (child instanceof Element && child.matches(BLOCKS)) {
        made.push(loose, ...blocks(child));
        loose = "";
      } else loose += inline(child);
    }
    return [...made, loose].map((text) => text.replace(/^ | $/g, ""));
  };

  /** @param {Document} page */
  const lost = (page) => [
    page.querySelector("img, picture, svg") && words.lost_pictures,
    page.querySelector("b, strong, i, em, u, s, font[color]") && words.lost_format,
    page.querySelector("[colspan]:not([colspan='1']), [rowspan]:not([rowspan='1'])") && words.lost_cells,
    page.querySelector("[href^='#_ftn'], [data-style*='mso-element:footnote'], .footnotes") && words.lost_notes,
  ].filter((one) => one !== null);

  return Object.freeze({
    /** A page that was pasted, as text; and what of it is not in there. @param {string} html */
    text: (html) => {
      // The policy of the page forbids styles; those of Word say which paragraphs are items.
      const unstyled = html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/\sstyle\s*=/gi, " data-style=");
      const page = new DOMParser().parseFromString(unstyled, "text/html");
      const made = blocks(page.body).filter((text) => text.trim());
      // Items of one list stand together, other blocks apart.
      const isItem = (/** @type {string | undefined} */ text) => /^ *\S+\t/.test(text ?? "") && !text?.includes("\n");
      const joined = made.reduce((all, text, at) => all + (at ? (isItem(text) && isItem(made[at - 1]) ? "\n" : "\n\n") : "") + text, "");
      return { text: proposalText.tidy(joined), lost: lost(page) };
    },
    /** Take over what is pasted into the texts of a form, and say what of it is lost. @type {(form: HTMLElement, notice: HTMLElement) => void} */
    listen(form, notice) {
      form.addEventListener("paste", (event) => {
        const area = event.target;
        const html = event.clipboardData?.getData("text/html");
        if (!(area instanceof HTMLTextAreaElement) || !html || !area.closest("[data-field^='body:']")) return;
        const { text, lost: missing } = this.text(html);
        if (!text) return;
        event.preventDefault();
        // As if it were typed, so that it can be undone; not every browser does it.
        if (!document.execCommand("insertText", false, text)) {
          area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
          area.dispatchEvent(new Event("input", { bubbles: true }));
        }
        notice.textContent = kb.say(words.lost, { what: missing.join("; ") });
        notice.hidden = !missing.length;
      });
    },
  });
};
