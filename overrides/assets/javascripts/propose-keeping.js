"use strict";

/*
 * When the draft is kept, where it is taken along to, and when it comes back.
 */

/**
 * @param {Record<string, string>} words
 * @param {ProposalForm} form
 * @param {{ step: () => string, name: () => string, filled: () => void, kept: () => void }} work
 */
const proposalKeeping = (words, form, { step, name, filled, kept }) => {
  // Debounce of saving the draft, in milliseconds.
  const STILL = 400;
  let timer = 0;
  let isBegun = false;

  const draft = () => ({ given: form.given(), step: step() });

  /** @param {boolean} instead */
  const keep = (instead = false) => {
    clearTimeout(timer);
    timer = 0;
    const outcome = proposalDraft.keep(draft(), instead);
    opened.said(outcome);
    kept();
    return outcome;
  };

  /** @param {ProposalDraft} one */
  const fill = (one) => {
    form.fill(one.given);
    isBegun = true;
  };

  const opened = proposalOpened(words, { draft, keep, name, restore: (one) => { fill(one); filled(); } });

  // Save at once if the reader leaves before the debounce is over.
  addEventListener("pagehide", () => { if (timer) keep(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden && timer) keep(); });
  addEventListener("storage", (event) => { if (proposalDraft.isOthers(event)) opened.said("elsewhere"); });
  addEventListener("kb-discard", () => { clearTimeout(timer); timer = 0; });
  for (const link of document.querySelectorAll("a.kb-language")) {
    link.addEventListener("click", () => {
      if (!isBegun || !(link instanceof HTMLAnchorElement)) return;
      const outcome = timer ? keep() : "kept";
      if (location.protocol === "file:" || outcome !== "kept") link.hash = proposalDraft.fragment(draft());
    });
  }

  return Object.freeze({
    opened,
    begun: () => isBegun,
    /** Keep the draft when nothing has been typed for a moment. */
    soon: () => {
      isBegun = true;
      clearTimeout(timer);
      timer = setTimeout(keep, STILL);
    },
    /** Put back what was taken along or kept, or else what a link knows (view/parts/asking.py); return the draft, if any. */
    restore: () => {
      const along = proposalDraft.taken(location.hash);
      const found = along ?? proposalDraft.kept();
      if (along) history.replaceState(null, "", location.pathname + location.search);
      if (!found) {
        form.fillIn(new URLSearchParams(location.search));
        return null;
      }
      // A draft may have been saved by an older version of the form.
      try { fill(found); } catch {
        proposalDraft.remove();
        return null;
      }
      opened.restored(along ? "" : found.saved ?? "");
      if (along) keep(true);
      return found;
    },
  });
};
