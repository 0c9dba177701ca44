"use strict";

/*
 * The form to propose a practice. Its fields and texts are JSON data in the page (view/pages/propose.py).
 */
(() => {
  const { button, element } = kb;
  const place = document.getElementById("kb-propose");
  const source = document.getElementById("kb-propose-data");
  if (!place || !source) return;

  // Debounce of saving the draft, in milliseconds.
  const STILL = 400;
  /** @type {ProposalData} */
  const data = JSON.parse(source.textContent ?? "");
  const { words } = data;
  const entries = (window.rcmExplore?.entries ?? []).map(([address, title]) => ({ address, id: address.split("/").pop() ?? "", title }));
  const status = element("p", { className: "kb-form__status" });
  status.setAttribute("role", "status");
  /** @param {string} text */
  const announce = (text) => { status.textContent = text; };

  const check = proposalCheck(data);
  const inputs = proposalInputs(data, entries);
  const fields = proposalFields(words, check, inputs);
  const tools = { fields, check, words, announce, changed: () => changed() };
  const files = proposalFiles(data, tools);
  /** @type {(field: ProposalField) => ProposalPart<any>} */
  const draw = (field) => (field === files.field ? files : field.many ? proposalList(field, tools) : fields.single(field));
  const asked = proposalForm(data, draw, fields.single);
  const { parts, introduction, sections, part, given, texts } = asked;
  const { find, list } = proposalProblems(data, check, inputs.named, entries);
  const preview = proposalPreview(words, inputs.named);
  const write = proposalFile(data);
  const [id, title] = [part("id"), part("title")];

  /** All values: the fixed ones and those entered. @returns {ProposalValues} */
  const values = () => ({ ...data.fixed, ...Object.fromEntries(data.today.map((name) => [name, proposalText.today()])), ...given() });
  const written = [...data.groups.flatMap((group) => group.fields),
    ...[...Object.keys(data.fixed), ...data.today].map((name) => ({ name, type: "line" }))];
  /** @returns {ProposalAccount} */
  const account = () => [introduction.read() ?? "", texts()];
  const file = () => write(written, values(), ...account());
  /** @param {boolean} all */
  const problems = (all) => find(asked, values(), all);

  const summary = element("div", { className: "kb-form__summary kb-notice", tabIndex: -1, hidden: true });
  const ready = element("div", { className: "kb-form__ready kb-notice", tabIndex: -1, hidden: true });
  const code = element("code", {});
  const seen = element("div", { className: "kb-form__preview" });
  const see = () => {
    seen.replaceChildren(...preview(parts.map(({ field }) => field), values(), ...account()));
    code.textContent = file();
  };

  /** Whether the id was typed by hand; until then it is derived from the title. */
  let typed = false;
  let timer = 0;
  const changed = () => {
    ready.hidden = true;
    if (!typed) id?.fill(proposalText.freeId(proposalText.id(title?.read() ?? ""), entries));
    problems(false);
    clearTimeout(timer);
    timer = setTimeout(() => {
      see();
      announce(keep() ? words.kept : words.not_kept);
    }, STILL);
  };

  const keep = () => {
    timer = 0;
    return proposalDraft.keep({ given: given(), typed, introduction: introduction.read(), texts: texts() });
  };
  // Save at once if the reader leaves before the debounce is over.
  addEventListener("pagehide", () => { if (timer) keep(); });

  /** @param {ProposalDraft} draft */
  const restore = (draft) => {
    typed = Boolean(draft.typed);
    for (const one of parts) if (draft.given[one.field.name] !== undefined) one.fill(draft.given[one.field.name]);
    if (draft.introduction) introduction.fill(draft.introduction);
    for (const [heading, value] of Object.entries(draft.texts ?? {})) sections[heading]?.fill(value);
    announce(words.restored);
  };

  const discard = button(words.discard, () => {
    if (!confirm(words.discard_sure)) return;
    clearTimeout(timer);
    timer = 0;
    proposalDraft.keep(null);
    location.reload();
  });
  const form = element("form", { noValidate: true, className: "kb-form" },
    summary,
    ...asked.nodes,
    element("p", { className: "kb-form__actions" }, element("button", { type: "submit", className: "kb-form__button", textContent: words.prepare }), " ", discard),
    status, ready,
    element("details", { className: "kb-form__optional" }, element("summary", { textContent: words.preview }), seen),
    element("details", { className: "kb-form__optional" }, element("summary", { textContent: words.file }), element("pre", {}, code)),
    inputs.every);

  form.addEventListener("input", ({ target }) => {
    if (id && target === id.input) typed = id.input.value !== "";
    changed();
  });
  form.addEventListener("focusout", () => problems(false));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const found = problems(true).sort((one, other) => (one.input.compareDocumentPosition(other.input) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
    list(summary, found, fields.nextId);
    if (found.length) { summary.focus(); return; }
    ready.replaceChildren(...proposalWays(data, String(values().id), file(), files.packed(String(values().id))));
    ready.hidden = false;
    ready.focus();
  });

  const draft = proposalDraft.kept();
  // A draft may have been saved by an older version of the form.
  if (draft) try { restore(draft); } catch { proposalDraft.keep(null); }
  // A link may know some fields (view/parts/asking.py); a draft of something else is not mixed with them.
  else if (asked.fillIn(new URLSearchParams(location.search))) id?.fill(proposalText.id(title?.read() ?? ""));
  problems(false);
  see();
  place.replaceChildren(form);
})();
