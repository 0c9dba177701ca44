"use strict";

/*
 * The draft of a proposal in localStorage, which may be full or blocked.
 */

const proposalDraft = (() => {
  const name = `rcm-proposal-${kb.locale}`;

  return Object.freeze({
    /** Store a draft, or delete it if null; returns whether that worked. @param {ProposalDraft | null} draft */
    keep: (draft) => {
      try {
        if (draft) localStorage.setItem(name, JSON.stringify(draft));
        else localStorage.removeItem(name);
        return true;
      } catch { return false; }
    },

    /** Return the stored draft. @returns {ProposalDraft | null} */
    kept: () => {
      try {
        const draft = JSON.parse(localStorage.getItem(name) ?? "null");
        return draft?.given ? draft : null;
      } catch { return null; }
    },
  });
})();
