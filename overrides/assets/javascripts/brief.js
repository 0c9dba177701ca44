/*
 * A button that prints: on a telephone the browser hides the way to it.
 */
(() => {
  "use strict";

  for (const button of document.querySelectorAll(".kb-brief__print")) {
    button.addEventListener("click", () => window.print());
    button.hidden = false;
  }
})();
