"use strict";

/*
 * What stands on a page that was pasted, as the texts of the form write it: paragraphs, headings, lists, tables, links.
 */

const proposalPasted = (() => {
  const BREAK = "\u000b";
  const BLOCKS = "address, article, aside, blockquote, center, dd, details, div, dl, dt, fieldset, figcaption, figure, footer, form, "
    + "h1, h2, h3, h4, h5, h6, header, hr, li, main, nav, ol, p, pre, section, summary, table, ul";
  const DIGITS = { sup: "⁰¹²³⁴⁵⁶⁷⁸⁹", sub: "₀₁₂₃₄₅₆₇₈₉" };

  /** The text of a link, and where it leads unless that is its text. @type {(link: Element, text: string) => string} */
  const linked = (link, text) => {
    const href = (link.getAttribute("href") ?? "").trim().replace(/\s/g, "%20");
    const address = /^https?:/i.test(href) ? href : /^mailto:([^?]+)/i.exec(href)?.[1] ?? "";
    return address && text.trim() && text.trim() !== address ? `${text} (${address})` : text;
  };

  /** @type {(node: Node) => string} */
  const inline = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return (node.nodeValue ?? "").replace(/[ \t\r\n]+/g, " ");
    if (!(node instanceof Element)) return "";
    const name = node.localName;
    if (name === "br") return BREAK;
    const text = [...node.childNodes].map(inline).join("");
    if (name === "a") return linked(node, text);
    // Written without, 10² would be 102.
    if ((name === "sup" || name === "sub") && /^\d+$/.test(text)) return text.replace(/\d/g, (digit) => DIGITS[name][Number(digit)]);
    if (node.matches("td, th")) return `${text} `;
    return node.matches(`${BLOCKS}, tr`) ? BREAK + text + BREAK : text;
  };

  /** The words in an element, with its breaks. @param {Element} node */
  const broken = (node) => inline(node).replace(/[ \u00a0]{2,}/g, " ").split(BREAK).map((piece) => piece.trim()).join(BREAK);

  /** The same without empty lines, in one. @type {(node: Element, between?: string) => string} */
  const line = (node, between = " ") => broken(node).split(BREAK).filter(Boolean).join(between);

  /** The rows of a table, a tab between cells; one that was merged is followed by empty ones. @param {HTMLTableElement} table */
  const rows = (table) => {
    /** For each column, how many more rows its cell reaches. @type {number[]} */
    const reach = [];
    return [...table.rows].map(({ cells }) => {
      /** @type {string[]} */
      const made = [];
      const pass = () => { while (reach[made.length] > 0) reach[made.push("") - 1] -= 1; };
      for (const cell of cells) {
        pass();
        for (let part = 0; part < Math.min(cell.colSpan, 50); part += 1) reach[made.push(part ? "" : line(cell)) - 1] = cell.rowSpan - 1;
      }
      pass();
      return made.join("\t");
    }).join("\n");
  };

  /** What begins an item, by the sign that Word has there. @param {string} sign */
  const mark = (sign) => {
    const letter = /^\(?([a-z]{1,4})[.)]$/i.exec(sign);
    if (letter) return `${letter[1]}) `;
    if (/^\d{1,2}[.)]$/.test(sign)) return `${sign} `;
    return /\d/.test(sign) ? `- ${sign} ` : "- ";
  };

  /** @type {(list: Element, depth: number) => string[]} */
  const items = (list, depth) => {
    const isLettered = /^a$/i.test(list.getAttribute("type") ?? "");
    let number = (Number(list.getAttribute("start")) || 1) - 1;
    return [...list.children].flatMap((item) => {
      if (item.matches("ul, ol")) return items(item, depth + 1);
      const inner = [...item.querySelectorAll("ul, ol")].filter((one) => one.parentElement?.closest("ul, ol") === list);
      inner.forEach((one) => one.remove());
      number = Number(item.getAttribute("value")) || number + 1;
      const sign = isLettered && number < 27 ? `${String.fromCharCode(96 + number)})` : `${number}.`;
      return [`${"    ".repeat(depth)}${list.localName === "ul" ? "-" : sign} ${line(item, BREAK)}`, ...inner.flatMap((one) => items(one, depth + 1))];
    });
  };

  /** A paragraph of Word that is an item of a list, and says so in its style; null if it is none. @type {(node: Element) => ProposalPasted | null} */
  const ofWord = (node) => {
    const found = /mso-list:(\S+) level(\d)/.exec(node.getAttribute("data-style") ?? "");
    if (!found || node.localName !== "p") return null;
    const sign = node.querySelector("[data-style*='mso-list:ignore']");
    sign?.remove();
    const written = line(node, BREAK);
    // Where no style tells the sign, it is what is as short.
    const [whole, first] = (!sign && /^([^\p{L}\p{N}\s]|o|\(?\w{1,4}[.)])\s+/u.exec(written)) || ["", sign?.textContent?.replace(/\s/g, "") ?? ""];
    return { text: "    ".repeat(Number(found[2]) - 1) + mark(first) + written.slice(whole.length), list: found[1] };
  };

  /** @type {(node: Element) => ProposalPasted[]} */
  const blocks = (node) => {
    const name = node.localName;
    if (node instanceof HTMLTableElement) {
      const all = [...node.rows];
      // A table of one column is a frame.
      return all.some(({ cells }) => cells.length > 1) ? [{ text: rows(node) }] : all.flatMap(({ cells }) => [...cells].flatMap(blocks));
    }
    if (/^[ou]l$/.test(name)) return [{ text: items(node, 0).join("\n") }];
    if (/^h[1-6]$/.test(name)) return [{ text: `${"#".repeat(Number(name[1]))} ${line(node)}` }];
    if (name === "pre") return [{ text: node.textContent ?? "" }];
    const item = ofWord(node);
    if (item) return [item];
    /** @type {ProposalPasted[]} */
    const made = [];
    // In the document that was pasted, which fetches nothing.
    const loose = node.ownerDocument.createElement("span");
    const close = () => {
      made.push(...broken(loose).split(BREAK + BREAK).map((part) => part.trim()).map((text) => ({ text: name === "li" && text ? `- ${text}` : text })));
      loose.replaceChildren();
    };
    for (const child of [...node.childNodes]) {
      if (child instanceof Element && (child.matches(BLOCKS) || child.querySelector(BLOCKS))) {
        close();
        made.push(...blocks(child));
      } else loose.append(child);
    }
    close();
    return made;
  };

  return Object.freeze({
    BREAK,
    /** The text of an element; a line that ends in two spaces goes on in the next. @param {Element} body */
    text: (body) => {
      const made = blocks(body).filter(({ text }) => text.trim());
      // Items of one list of Word stand together, other blocks apart.
      const joined = made.map(({ text, list }, at) => (at ? (list && list === made[at - 1].list ? "\n" : "\n\n") : "") + text).join("");
      return proposalText.tidy(joined.replaceAll(BREAK, "  \n"));
    },
  });
})();
