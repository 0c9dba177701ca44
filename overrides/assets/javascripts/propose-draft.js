"use strict";

/*
 * The draft of a proposal in localStorage, which may be full or blocked, and which all tabs share.
 */

const proposalDraft = (() => {
  const NAME = "rcm-proposal";
  const MARK = "#draft=";
  const tab = String(Math.random()).slice(2);
  /** When the draft was kept that this tab has read or written, and the first time. */
  let seen = "";
  let begun = "";

  /** A draft, which anything may have written; null if it is none. @param {string | null} text @returns {ProposalDraft | null} */
  const parsed = (text) => {
    try {
      const { given, step, saved, tab: theirs, begun: first } = JSON.parse(text ?? "null");
      if (typeof given !== "object" || given === null || Array.isArray(given)) return null;
      const isTime = typeof saved === "string" && !Number.isNaN(Date.parse(saved));
      return { given, step: String(step ?? ""), saved: isTime ? saved : "", tab: String(theirs ?? ""), begun: String(first ?? "") };
    } catch { return null; }
  };

  /** What is kept of a draft. @param {ProposalDraft} draft */
  const signed = (draft) => {
    const saved = new Date().toISOString();
    begun ||= saved + tab;
    return { ...draft, saved, tab, begun };
  };

  const persist = async () => {
    try { await navigator.storage.persist(); } catch { /* Not every browser can be asked. */ }
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
      const mine = signed(draft);
      try { localStorage.setItem(NAME, JSON.stringify(mine)); } catch { return "not-kept"; }
      // Asked once: browsers that delete what was not used for a while may keep it longer.
      if (!seen) void persist();
      seen = mine.saved;
      return "kept";
    },

    /** Delete the draft of all tabs. */
    remove: () => { try { localStorage.removeItem(NAME); } catch { /* There is none where nothing can be kept. */ } },

    /** Return the stored draft. @returns {ProposalDraft | null} */
    kept: () => {
      const draft = stored();
      seen = draft?.saved ?? "";
      begun = draft?.begun ?? "";
      return draft;
    },

    parsed,
    /** A draft as the text of a file. @param {ProposalDraft} draft */
    text: (draft) => JSON.stringify(signed(draft)),

    /** A draft in the fragment of an address: from disk, Firefox keeps a storage for each file. @param {ProposalDraft} draft */
    fragment: (draft) => {
      const bytes = new TextEncoder().encode(JSON.stringify({ ...draft, saved: seen, begun }));
      const signs = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
      return MARK + btoa(signs).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
    },

    /** The draft in a fragment; null if there is none. What is stored here of it, but earlier, may be replaced. @param {string} fragment */
    taken: (fragment) => {
      if (!fragment.startsWith(MARK)) return null;
      try {
        const signs = atob(fragment.slice(MARK.length).replaceAll("-", "+").replaceAll("_", "/"));
        const found = parsed(new TextDecoder().decode(Uint8Array.from(signs, (sign) => sign.charCodeAt(0))));
        const there = stored();
        begun = found?.begun ?? "";
        seen = there?.saved && there.begun === begun && there.saved <= (found?.saved ?? "") ? there.saved : "";
        return found;
      } catch { return null; }
    },
  });
})();
