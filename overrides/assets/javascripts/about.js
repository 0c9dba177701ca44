/*
 * Shows the date and revision of this copy of the site, from about-this-copy.js.
 */
(() => {
  "use strict";

  const about = window.rcmAbout;
  if (!about?.date) return;
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".kb-about"))) {
    const lang = place.closest("[lang]")?.getAttribute("lang") ?? undefined;
    const { asOf = "", revision = "" } = place.dataset;
    // Day, month, year in both languages, as in knowledge_base/locale.py.
    const region = lang === "en" ? "en-GB" : lang;
    const date = new Intl.DateTimeFormat(region, { dateStyle: "long", timeZone: "UTC" }).format(new Date(about.date));
    const parts = [asOf.replace("{date}", date)];
    if (about.revision && revision) parts.push(revision.replace("{revision}", about.revision));
    place.textContent = parts.join(" · ");
  }
})();
