"use strict";

/*
 * Enhancements of the text of a page (shell.js has those of the shell): tables scroll to the focused link, glossary
 * terms get tooltips, and citations can be copied, saved and shared. Without scripts, glossary terms are plain links,
 * and citations can be selected.
 */

const enhanceText = (() => {
  /**
   * @template {HTMLElement} T
   * @param {string} selector
   * @param {(found: T) => void} act
   */
  const each = (selector, act) => /** @type {NodeListOf<T>} */ (document.querySelectorAll(selector)).forEach((found) => act(found));

  /** @param {string | undefined} id */
  const text = (id) => document.getElementById(id ?? "")?.textContent ?? "";

  /** Tables and buttons. */
  const enhanceParts = () => {
    /** Scroll a focused link in a table fully into view; Chromium stops when an edge of it is visible. */
    each(".kb-table, .kb-matrix", (table) => table.addEventListener("focusin", ({ target }) => {
      if (target !== table && target instanceof Element) target.scrollIntoView({ block: "nearest", inline: "nearest" });
    }));
    /** Buttons that copy, save or share text of the page; shown only if the browser supports it. */
    if (navigator.clipboard) each("[data-kb-copy]", (button) => {
      const label = button.textContent;
      button.hidden = false;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(text(button.dataset.kbCopy));
        button.textContent = button.dataset.done ?? "";
        button.addEventListener("blur", () => { button.textContent = label; }, { once: true });
      });
    });
    each("[data-kb-save]", (button) => {
      button.hidden = false;
      button.addEventListener("click", () => {
        const address = URL.createObjectURL(new Blob([text(button.dataset.kbSave)], { type: "text/plain" }));
        Object.assign(document.createElement("a"), { href: address, download: button.dataset.file }).click();
        URL.revokeObjectURL(address);
      });
    });
    if (navigator.share) each("[data-kb-share]", (button) => {
      button.hidden = false;
      // Cancelling the share dialog is not an error.
      button.addEventListener("click", () => navigator.share({ title: document.title, url: button.dataset.kbShare }).catch(() => {}));
    });
  };

  /*
   * The tooltip of a glossary term is open while the term is hovered or focused or the tooltip is hovered; Escape or a
   * tap elsewhere closes it (WCAG 2.2, 1.4.13). On touch screens, the first tap opens it and the second follows the
   * link. Screen readers get the definition from aria-describedby.
   */
  const note = Object.assign(document.createElement("div"), { className: "kb-tip", hidden: true });
  note.ariaHidden = "true";
  /** @type {HTMLElement | null} */
  let word = null;
  let leaving = 0;
  let byTouch = false;
  const hide = () => { note.hidden = true; word = null; };
  const hideSoon = () => { leaving = setTimeout(hide, 200); };
  const stay = () => clearTimeout(leaving);
  /** @param {HTMLElement} link */
  const show = (link) => {
    stay();
    if (word === link) return;
    word = link;
    const explanation = document.getElementById(link.getAttribute("aria-describedby") ?? "");
    note.replaceChildren(...(explanation?.cloneNode(true).childNodes ?? []));
    note.hidden = false;
    const place = link.getClientRects()[0];
    const { offsetWidth: width, offsetHeight: height } = note;
    const isLow = place.bottom + height + 8 > innerHeight && place.top > height + 8;
    const left = Math.max(8, Math.min(place.left, document.documentElement.clientWidth - width - 8));
    note.style.left = `${left + scrollX}px`;
    note.style.top = `${(isLow ? place.top - height - 4 : place.bottom + 4) + scrollY}px`;
  };
  note.addEventListener("pointerenter", stay);
  note.addEventListener("pointerleave", hideSoon);
  document.addEventListener("keydown", ({ key }) => { if (key === "Escape") hide(); });
  document.addEventListener("pointerdown", ({ target }) => { if (word && target !== word && target instanceof Node && !note.contains(target)) hide(); });

  const explainTerms = () => {
    hide();
    const words = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a.kb-explained"));
    if (!words.length) return;
    document.body.append(note);
    words.forEach((link) => {
      link.addEventListener("pointerenter", ({ pointerType }) => { if (pointerType !== "touch") show(link); });
      link.addEventListener("pointerleave", ({ pointerType }) => { if (pointerType !== "touch") hideSoon(); });
      link.addEventListener("pointerdown", ({ pointerType }) => { byTouch = pointerType === "touch" && word !== link; });
      link.addEventListener("focus", () => { if (!byTouch) show(link); });
      link.addEventListener("blur", hideSoon);
      link.addEventListener("click", (event) => {
        if (!byTouch) return;
        event.preventDefault();
        byTouch = false;
        show(link);
      });
    });
  };

  /** Enhance the text that is on the page now. */
  return () => { enhanceParts(); explainTerms(); };
})();

enhanceText();
