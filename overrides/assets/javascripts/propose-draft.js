"use strict";

/*
 * The draft of a proposal, kept in the browser: which may have no place to keep it, or refuse to.
 */

const proposalDraft = (() => {
  const name = `rcm-proposal-${kb.locale}`;

  return Object.freeze({
    /** Keep a draft, or none, and say whether that is done. @param {ProposalDraft | null} draft */
    keep: (draft) => {
      try {
        if (draft) localStorage.setItem(name, JSON.stringify(draft));
        else localStorage.removeItem(name);
        return true;
      } catch { return false; }
    },

    /** Return what was kept. @returns {ProposalDraft | null} */
    kept: () => {
      try {
        const draft = JSON.parse(localStorage.getItem(name) ?? "null");
        return draft?.given ? draft : null;
      } catch { return null; }
    },
  });
})();
