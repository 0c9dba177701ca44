"use strict";

/*
 * A print button, because phone browsers hide theirs in menus.
 */
for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll(".kb-brief__print"))) {
  button.addEventListener("click", () => window.print());
  button.hidden = false;
}
