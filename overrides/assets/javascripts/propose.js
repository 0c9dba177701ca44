"use strict";

/*
 * The form to propose a practice. Its fields and texts are JSON data in the page (view/pages/propose.py).
 */
(() => {
  const { button, element } = kb;
  const place = document.getElementById("kb-propose");
  const start = document.getElementById("kb-propose-start");
  const source = document.getElementById("kb-propose-data");
  if (!place || !start || !source) return;

  /** @type {ProposalData} */
  const data = JSON.parse(source.textContent ?? "");
  const { words } = data;
  const status = element("p", { className: "kb-sr" });
  status.setAttribute("role", "status");

  const check = proposalCheck(data);
  const controls = proposalControls(data);
  const fields = proposalFields(words, check, controls);
  const tools = {
    fields, controls, check, words,
    announce: (/** @type {string} */ text) => { status.textContent = text; },
    changed: () => changed(),
  };
  const files = proposalFiles(data, tools);
  /** @type {(field: ProposalField) => ProposalPart<any>} */
  const draw = (field) => {
    if (field === files.field) return files;
    if (!field.many) return fields.single(field);
    return controls.choices(field) ? proposalPicker(field, tools) : proposalList(field, tools);
  };
  const form = proposalForm(data, draw);
  const { values } = form;
  const write = proposalFile(data);
  const { find, list, passes } = proposalProblems(data, check, controls.named, write);
  const summary = element("div", { className: "kb-form__summary kb-notice", tabIndex: -1, hidden: true });
  const lost = element("p", { className: "kb-notice", hidden: true });
  lost.setAttribute("role", "status");
  const ready = element("div", { className: "kb-form__ready kb-notice", tabIndex: -1, hidden: true });
  const answers = element("div", {});
  const prepare = element("button", { type: "submit", className: "kb-form__button", textContent: words.prepare });
  const checking = element("section", { className: "kb-form__step" }, element("h2", { textContent: words.check, tabIndex: -1 }), answers, element("p", {}, prepare), ready);

  /** @param {HTMLElement} input */
  const reveal = (input) => {
    const part = form.parts.find(({ node }) => node.contains(input));
    if (part) steps.open(part);
    input.focus();
  };
  const headed = new Set(Object.keys(data.headings));
  const preview = proposalPreview(words, headed, controls.named, (part) => reveal(kb.find(part.node, "input:not([hidden]), select, textarea, button", HTMLElement)));

  /** @param {ProposalProblem[]} found */
  const complain = (found) => {
    list(summary, found, fields.nextId, reveal);
    steps.flag(found.length > 0);
    if (found.length) summary.focus();
  };

  /** @param {string} name */
  const hold = (name) => {
    const found = find(form.steps.find((one) => one.name === name)?.parts ?? [], values(), true);
    if (passes(name, found)) return true;
    complain(found);
    return false;
  };

  const steps = proposalSteps(words, form.steps, {
    start, check: checking, hold,
    shown: (name) => {
      summary.hidden = true;
      lost.hidden = true;
      if (!checking.hidden) preview.answers(answers, form.steps);
      opened.tools.hidden = name === "" && !keeping.begun();
    },
  });

  const keeping = proposalKeeping(words, form, {
    step: () => steps.current(),
    name: () => String(values().id),
    filled: ({ step }) => { find(form.parts, values(), false); steps.resume(step); },
    kept: () => { if (!checking.hidden) preview.answers(answers, form.steps); },
  });
  const { opened } = keeping;

  const changed = () => {
    ready.hidden = true;
    find(form.parts, values(), false);
    keeping.soon();
  };

  const whole = element("form", { noValidate: true, className: "kb-form" },
    ...opened.nodes, steps.progress, summary, lost, ...form.steps.map(({ node }) => node), checking, steps.actions, steps.way, steps.all, opened.tools, status);
  whole.addEventListener("input", changed);
  whole.addEventListener("change", changed);
  whole.addEventListener("focusout", () => { find(form.parts, values(), false); });
  whole.addEventListener("submit", (event) => {
    event.preventDefault();
    // Enter in a line of a step is not the end of the form.
    if (checking.hidden) return;
    const all = values();
    const found = find(form.parts, all, true);
    complain(found);
    if (found.length) return;
    ready.replaceChildren(...proposalWays(data)(all, write(form.written, all), files.packed(String(all.id))));
    ready.hidden = false;
    ready.focus();
  });
  proposalPaste(words).listen(whole, lost);

  const kept = keeping.restore();
  find(form.parts, values(), false);
  kb.find(start, ".kb-form__begin", HTMLElement).append(
    button(kept ? words.go_on : words.begin, () => steps.resume(kept?.step), "kb-form__button"), " ",
    button(words.whole, () => steps.whole()), ...(kept ? [] : [" ", button(words.open_draft, opened.choose)]));
  place.replaceChildren(whole);
  steps.begin();
})();
