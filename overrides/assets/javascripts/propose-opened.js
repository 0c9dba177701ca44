"use strict";

/*
 * What is said of the draft at the top of the form, and what can be done with it.
 */

/**
 * @param {Record<string, string>} words
 * @param {{ draft: () => ProposalDraft, restore: (draft: ProposalDraft) => void, keep: (instead: boolean) => void, name: () => string }} work
 */
const proposalOpened = (words, { draft, restore, keep, name }) => {
  const { button, element, say } = kb;
  const ENDING = ".draft.json";
  const times = new Intl.DateTimeFormat(kb.region, { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const notice = element("div", { className: "kb-notice", hidden: true });
  notice.setAttribute("role", "status");
  const state = element("p", { className: "kb-form__status" });
  state.setAttribute("role", "status");
  const choosing = element("input", { type: "file", accept: ".json", hidden: true });

  /** @param {...(Node | string)} nodes */
  const tell = (...nodes) => {
    notice.replaceChildren(element("p", {}, ...nodes));
    notice.hidden = false;
  };

  const discard = button(words.discard, () => {
    if (!confirm(words.discard_sure)) return;
    proposalDraft.remove();
    dispatchEvent(new CustomEvent("kb-discard"));
    location.replace(location.pathname);
  }, "kb-form__remove");

  const save = button(words.save, () => {
    const href = URL.createObjectURL(new Blob([JSON.stringify({ ...draft(), saved: new Date().toISOString() })], { type: "application/json" }));
    element("a", { href, download: `${name()}${ENDING}` }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
  });

  choosing.addEventListener("change", async () => {
    const file = choosing.files?.[0];
    choosing.value = "";
    if (!file) return;
    let found = null;
    try { found = proposalDraft.parsed(await file.text()); } catch { /* It is none then. */ }
    if (!found) {
      tell(say(words.no_draft, { name: file.name }));
      return;
    }
    // A draft may have been saved by an older version of the form, or by another program.
    try { restore(found); } catch {
      tell(say(words.no_draft, { name: file.name }));
      return;
    }
    tell(say(words.opened, { name: file.name }));
    keep(true);
  });

  return Object.freeze({
    nodes: [notice],
    tools: element("div", { className: "kb-form__draft" }, state, element("p", { className: "kb-form__help", textContent: words.seven_days }),
      element("p", {}, save, " ", button(words.open_draft, () => choosing.click()), " ", discard), choosing),
    tell,
    /** Say that the draft was put back. @param {string} saved when it was kept (ISO 8601) */
    restored: (saved) => tell(saved ? say(words.restored, { time: times.format(new Date(saved)) }) : words.taken_along),
    /** Say what became of the draft. @param {"kept" | "elsewhere" | "not-kept"} outcome */
    said: (outcome) => {
      state.textContent = outcome === "kept" ? say(words.kept, { time: times.format(new Date()) }) : outcome === "not-kept" ? words.not_kept : "";
      if (outcome !== "elsewhere") return;
      const theirs = button(words.take_theirs, () => { location.reload(); });
      const mine = button(words.take_mine, () => { notice.hidden = true; keep(true); });
      tell(words.elsewhere, element("br", {}), theirs, " ", mine);
    },
  });
};
