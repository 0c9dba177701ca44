"use strict";

/*
 * What is said of the draft at the top of the form, and what can be done with it.
 */

/**
 * @param {Record<string, string>} words
 * @param {{
 *   draft: () => ProposalDraft, begun: () => boolean, keep: (instead: boolean) => void, name: () => string,
 *   fits: (draft: ProposalDraft) => boolean, restore: (draft: ProposalDraft) => ProposalMissed[]
 * }} work
 */
const proposalOpened = (words, { draft, begun, fits, restore, keep, name }) => {
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

  /** What a draft says that the form has no place for: an older version of it, or another program, may have written it. @param {ProposalMissed[]} missed */
  const tellOf = (missed) => {
    if (!missed.length) return;
    notice.hidden = false;
    const said = missed.map(({ label, value }) => element("li", { textContent: `${label}: ${typeof value === "string" ? value : JSON.stringify(value)}` }));
    notice.append(element("p", { textContent: words.no_place }), element("ul", {}, ...said));
  };

  const discard = button(words.discard, () => {
    if (!confirm(words.discard_sure)) return;
    proposalDraft.remove();
    dispatchEvent(new CustomEvent("kb-discard"));
    location.replace(location.pathname);
  }, "kb-form__remove");

  const save = button(words.save, () => {
    const href = URL.createObjectURL(new Blob([proposalDraft.text(draft())], { type: "application/json" }));
    element("a", { href, download: `${name()}${ENDING}` }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
  });

  // To choose a file changes no answer.
  for (const happens of ["input", "change"]) choosing.addEventListener(happens, (event) => event.stopPropagation());
  choosing.addEventListener("change", async () => {
    const file = choosing.files?.[0];
    choosing.value = "";
    if (!file) return;
    let found = null;
    try { found = proposalDraft.parsed(await file.text()); } catch { /* It is none then. */ }
    if (!found || !fits(found)) {
      tell(say(words.no_draft, { name: file.name }));
      return;
    }
    if (begun() && !confirm(words.open_sure)) return;
    const missed = restore(found);
    tell(say(words.opened, { name: file.name }));
    tellOf(missed);
    keep(true);
  });

  return Object.freeze({
    nodes: [notice],
    choose: () => choosing.click(),
    tools: element("div", { className: "kb-form__draft" }, state, element("p", { className: "kb-form__help", textContent: words.seven_days }),
      element("p", {}, save, " ", button(words.open_draft, () => choosing.click()), " ", discard), choosing),
    tell,
    /** Say that a draft was put back, or taken along, and what of it was not. @type {(draft: ProposalDraft, isAlong: boolean, missed: ProposalMissed[]) => void} */
    restored: ({ saved }, isAlong, missed) => {
      if (isAlong) tell(words.taken_along);
      else if (saved) tell(say(words.restored, { time: times.format(new Date(saved)) }));
      tellOf(missed);
    },
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
