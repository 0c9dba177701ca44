"use strict";

/*
 * Takes over what is pasted from Word or a page into the texts of the form, and says what of it is lost.
 */

/** @param {Record<string, string>} words */
const proposalPaste = (words) => {
  // What Word keeps of changes: deleted words, and comments.
  const CHANGES = "del, .msocomanchor, [data-style*='mso-element:comment']";
  const UNREAD = `${CHANGES}, style, script, title, template, noscript, button, select, textarea, object, svg, [hidden], `
    + "[data-style*='display:none'], [data-style*='mso-hide:all']";
  const FORMATS = "b, strong, i, em, u, s, strike, font[color], [data-style*='font-weight:bold'], [data-style*='font-weight:7'], [data-style*='font-style:italic']";

  /** What of a page is not taken over. @param {Document} page */
  const lost = (page) => {
    /** @type {(selector: string, isMeant?: (found: Element) => unknown) => boolean} */
    const has = (selector, isMeant = () => true) => [...page.querySelectorAll(selector)].some(isMeant);
    // Google's documents stand in a "b" that says it is none.
    const isShown = (/** @type {Element} */ found) => found.textContent?.trim() && !/font-weight:(normal|400)/.test(found.getAttribute("data-style") ?? "");
    return [
      has("img, picture, svg") && words.lost_pictures,
      has(FORMATS, isShown) && words.lost_format,
      has("[colspan]:not([colspan='1']), [rowspan]:not([rowspan='1']), table table") && words.lost_cells,
      has("[href^='#_ftn'], [data-style*='mso-element:footnote'], .footnotes") && words.lost_notes,
      has(CHANGES) && words.lost_changes,
      has("a[href]", (link) => !/^(https?:|mailto:|#)/i.test(link.getAttribute("href") ?? "")) && words.lost_links,
    ].filter((one) => one !== false);
  };

  /** A page that was pasted, as text; and what of it is not in there. @param {string} html */
  const read = (html) => {
    // The policy of the page forbids styles; those of Word say which paragraphs are items.
    const unstyled = html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/i, " data-style="));
    const page = new DOMParser().parseFromString(unstyled, "text/html");
    for (const one of page.querySelectorAll("[data-style]")) {
      one.setAttribute("data-style", (one.getAttribute("data-style") ?? "").toLowerCase().replace(/\s*([:;])\s*/g, "$1"));
    }
    const missing = lost(page);
    page.querySelectorAll(UNREAD).forEach((one) => one.remove());
    return { text: proposalPasted.text(page.body), lost: missing };
  };

  /** Whether a line is an item, a heading or a row, which begin a line of their own. @param {string} row */
  const stands = (row) => /\t/.test(row) || /^ *([-#]|\w+[.)]) /.test(row);

  return Object.freeze({
    text: read,
    /** Take over what is pasted into the texts of a form, and say what of it is lost. @type {(form: HTMLElement, notice: HTMLElement) => void} */
    listen: (form, notice) => {
      form.addEventListener("paste", (event) => {
        const area = event.target;
        const pasted = event.clipboardData;
        if (!(area instanceof HTMLTextAreaElement) || !pasted || !area.closest("[data-field^='body:']")) return;
        const page = read(pasted.getData("text/html"));
        notice.textContent = kb.say(words.lost, { what: page.lost.join("; ") });
        notice.hidden = !page.lost.length;
        const plain = pasted.getData("text/plain");
        const text = page.text || (plain.includes(proposalPasted.BREAK) ? plain.replaceAll(proposalPasted.BREAK, "  \n") : "");
        if (!text) return;
        event.preventDefault();
        const rows = text.split("\n");
        const before = area.value.slice(0, area.selectionStart).split("\n").at(-1) && stands(rows[0]) ? "\n\n" : "";
        const after = area.value.slice(area.selectionEnd).split("\n")[0] && stands(rows.at(-1) ?? "") ? "\n\n" : "";
        const whole = before + text + after;
        // As if it were typed, so that it can be undone; not every browser does it.
        if (document.execCommand("insertText", false, whole)) return;
        area.setRangeText(whole, area.selectionStart, area.selectionEnd, "end");
        area.dispatchEvent(new Event("input", { bubbles: true }));
      });
    },
  });
};
