"use strict";

/*
 * Opens and closes the search box, and moves in it, by keyboard alone.
 */

/** @type {(dialog: HTMLDialogElement, acts: { again: () => void, opened: () => void, closed: () => void }) => void} */
const searchKeys = (dialog, { again, opened, closed }) => {
  const { find } = kb;
  const input = find(dialog, "input[type=search]", HTMLInputElement);
  const list = find(dialog, ".kb-search__results", HTMLElement);
  const links = () => [.../** @type {NodeListOf<HTMLElement>} */ (dialog.querySelectorAll(".kb-search__link"))];
  dialog.addEventListener("keydown", (event) => {
    const all = links();
    const at = all.findIndex((link) => link === document.activeElement);
    if (event.key === "ArrowDown" && (at >= 0 || document.activeElement === input) && all.length) {
      event.preventDefault();
      all[Math.min(at + 1, all.length - 1)].focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      event.preventDefault();
      (at ? all[at - 1] : input).focus();
    } else if (event.key === "Escape") {
      // A search field takes the first Escape to empty itself; here it always closes the box, and the words stay.
      event.preventDefault();
      dialog.close();
    } else if (event.key === "Enter" && document.activeElement === input) {
      event.preventDefault();
      // What is on show may still be the answer to fewer letters.
      if (all.length && list.dataset.asked === input.value.trim()) all[0].click(); else again();
    }
  });
  find(dialog, "form", HTMLElement).addEventListener("submit", (event) => event.preventDefault());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener("close", closed);
  find(dialog, ".kb-search__close", HTMLElement).addEventListener("click", () => dialog.close());

  const open = () => {
    if (dialog.open) return;
    dialog.showModal();
    input.focus();
    input.select();
    opened();
  };
  for (const opener of document.querySelectorAll("[data-kb-search]")) {
    opener.addEventListener("click", (event) => { event.preventDefault(); open(); });
  }
  document.addEventListener("keydown", (event) => {
    // A box that was just closed still has the focus until the browser draws anew: nobody types into what is not drawn.
    const typing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]")?.getClientRects().length;
    if ((event.key === "/" || event.key === "f") && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      event.stopPropagation();
      open();
    }
  }, true);
};
