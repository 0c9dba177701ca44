"use strict";

/*
 * A button that prints: on a telephone the browser hides the way to it.
 */
for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll(".kb-brief__print"))) {
  button.addEventListener("click", () => window.print());
  button.hidden = false;
}
