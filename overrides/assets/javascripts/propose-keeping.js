"use strict";

/*
 * When the draft is kept, where it is taken along to, and when it comes back.
 */

/**
 * @param {Record<string, string>} words
 * @param {ProposalForm} form
 * @param {{ step: () => string, name: () => string, filled: (draft: ProposalDraft) => void, kept: () => void }} work
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

  /** Put a draft in place of what is there; return what does not fit. @param {ProposalDraft} one */
  const fill = (one) => {
    isBegun = true;
    return form.fill(one.given);
  };

  const opened = proposalOpened(words, {
    draft, keep, name,
    begun: () => isBegun,
    fits: ({ given }) => form.knows(given),
    restore: (one) => {
      const missed = fill(one);
      filled(one);
      return missed;
    },
  });

  // Save at once if the reader leaves before the debounce is over.
  addEventListener("pagehide", () => { if (timer) keep(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden && timer) keep(); });
  addEventListener("storage", (event) => { if (proposalDraft.isOthers(event)) opened.said("elsewhere"); });
  addEventListener("kb-discard", () => { clearTimeout(timer); timer = 0; });
  for (const link of document.querySelectorAll("a.kb-language")) {
    link.addEventListener("click", () => {
      if (!isBegun || !(link instanceof HTMLAnchorElement)) return;
      const outcome = keep();
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
      if (along) history.replaceState(null, "", location.pathname + location.search + (along.step && `#step-${along.step}`));
      if (!found) {
        form.fillIn(new URLSearchParams(location.search));
        return null;
      }
      opened.restored(found, along !== null, fill(found));
      if (along) keep();
      return found;
    },
  });
};
