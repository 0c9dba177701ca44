"use strict";

/*
 * The draft of a proposal in localStorage, which may be full or blocked, and which all tabs share.
 */

const proposalDraft = (() => {
  const NAME = "rcm-proposal";
  const MARK = "#draft=";
  const tab = String(Math.random()).slice(2);
  /** When the draft was kept that this tab has read or written. */
  let seen = "";

  /** @param {string | null} text @returns {ProposalDraft | null} */
  const parsed = (text) => {
    try {
      const draft = JSON.parse(text ?? "null");
      return typeof draft?.given === "object" && draft.given !== null ? draft : null;
    } catch { return null; }
  };

  const stored = () => {
    try { return parsed(localStorage.getItem(NAME)); } catch { return null; }
  };

  return Object.freeze({
    /** Whether a change in the storage is that of another tab. @param {StorageEvent} event */
    isOthers: ({ key, newValue }) => key === NAME && newValue !== null && parsed(newValue)?.tab !== tab,

    /**
     * Keep a draft; never over that of another tab, unless it is to take its place.
     * @type {(draft: ProposalDraft, instead?: boolean) => "kept" | "elsewhere" | "not-kept"}
     */
    keep: (draft, instead = false) => {
      const there = stored();
      if (there && there.tab !== tab && there.saved !== seen && !instead) return "elsewhere";
      const saved = new Date().toISOString();
      try { localStorage.setItem(NAME, JSON.stringify({ ...draft, saved, tab })); } catch { return "not-kept"; }
      // Asked once: browsers that delete what was not used for a while may keep it longer.
      if (!seen) void navigator.storage?.persist?.();
      seen = saved;
      return "kept";
    },

    /** Delete the draft of all tabs. */
    remove: () => { try { localStorage.removeItem(NAME); } catch { /* There is none where nothing can be kept. */ } },

    /** Return the stored draft. @returns {ProposalDraft | null} */
    kept: () => {
      const draft = stored();
      seen = draft?.saved ?? "";
      return draft;
    },

    parsed,

    /** A draft in the fragment of an address: from disk, Firefox keeps a storage for each file. @param {ProposalDraft} draft */
    fragment: (draft) => {
      const bytes = new TextEncoder().encode(JSON.stringify(draft));
      const signs = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
      return MARK + btoa(signs).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
    },

    /** The draft in a fragment; null if there is none. @param {string} fragment */
    taken: (fragment) => {
      if (!fragment.startsWith(MARK)) return null;
      try {
        const signs = atob(fragment.slice(MARK.length).replaceAll("-", "+").replaceAll("_", "/"));
        return parsed(new TextDecoder().decode(Uint8Array.from(signs, (sign) => sign.charCodeAt(0))));
      } catch { return null; }
    },
  });
})();
