"use strict";

/*
 * One step of the form at a time, or all on one page; the last shows the answers.
 */

/**
 * @param {Record<string, string>} words
 * @param {ProposalForm["steps"]} steps
 * @param {{ start: HTMLElement, check: HTMLElement, shown: (name: string) => void, hold: (name: string) => boolean }} places
 */
const proposalSteps = (words, steps, { start, check, shown, hold }) => {
  const { button, element, say } = kb;
  const BEGINNING = "#step-";
  const CHECK = "check";
  // The address of the page with all steps.
  const ALL = "all";
  const title = document.title;
  const names = [...steps.map(({ name }) => name), CHECK];
  const titles = [...steps.map((step) => step.title), words.check];
  const progress = element("p", { className: "kb-form__progress" });
  const back = button(words.back, () => { go(names[place() - 1] ?? ""); });
  const next = button(words.next, () => { if (hold(current)) go(isReturning ? CHECK : names[place() + 1]); }, "kb-form__button");
  const links = names.map((name, at) => element("a", { href: BEGINNING + name, textContent: titles[at] }));
  const all = element("details", { className: "kb-form__optional" }, element("summary", { textContent: words.steps }),
    element("ol", {}, ...links.map((link) => element("li", {}, link))));
  const way = button("", () => { go(isLong() ? names[0] : ALL); }, "kb-form__remove");
  const actions = element("p", { className: "kb-form__actions" }, next, " ", back);
  let current = "";
  let mark = "";
  /** Whether the step was opened from the answers, to change one. */
  let isReturning = false;

  const place = () => names.indexOf(current);
  const isLong = () => current === ALL;
  const headings = new Map([...steps.map(({ name, heading }) => /** @type {const} */ ([name, heading])), [CHECK, kb.find(check, "h2", HTMLElement)]]);

  const named = () => {
    const at = place();
    const step = at < 0 ? title : `${titles[at]} - ${title}`;
    document.title = mark ? say(mark, { title: step }) : step;
  };

  const show = () => {
    const begun = current !== "";
    start.hidden = begun;
    steps.forEach(({ name, node }) => { node.hidden = !begun || (!isLong() && name !== current); });
    check.hidden = !begun || (!isLong() && current !== CHECK);
    progress.textContent = isLong() ? "" : say(words.step, { number: place() + 1, count: names.length });
    [progress, all, way].forEach((node) => { node.hidden = !begun; });
    actions.hidden = !begun || isLong();
    next.hidden = current === CHECK;
    next.textContent = isReturning ? words.to_answers : words.next;
    way.textContent = isLong() ? words.by_steps : words.whole;
    links.forEach((link, at) => { if (at === place()) link.setAttribute("aria-current", "step"); else link.removeAttribute("aria-current"); });
    named();
    shown(current);
  };

  /** Show a step. @param {string} name */
  const reach = (name) => {
    current = names.includes(name) || name === ALL ? name : "";
    mark = "";
    isReturning &&= steps.some((step) => step.name === name);
    show();
    (headings.get(current) ?? document.getElementById("title"))?.focus();
  };

  /** @param {string} name */
  const go = (name) => {
    if (location.hash === BEGINNING + name) reach(name);
    else location.hash = name ? BEGINNING + name : "#title";
  };

  addEventListener("hashchange", () => {
    const { hash } = location;
    if (hash.startsWith(BEGINNING)) reach(hash.slice(BEGINNING.length));
    else if (hash === "#title" || !hash) reach("");
  });

  return Object.freeze({
    progress, all, way, actions, go, show,
    /** Whether the title is to say that there is an error. @param {boolean} wrong */
    flag: (wrong) => { mark = wrong ? words.error_title : ""; named(); },
    /** Show all steps on one page. */
    whole: () => go(ALL),
    /** Show the step that a draft was left at, or else the first. @param {string} [name] */
    resume: (name = "") => go(names.includes(name) || name === ALL ? name : names[0]),
    current: () => current,
    /** Show the step that a part is in, unless all are shown. @param {ProposalPart<any>} part */
    open: (part) => {
      const step = steps.find(({ parts }) => parts.includes(part));
      if (step && !isLong() && step.name !== current) {
        history.pushState(null, "", BEGINNING + step.name);
        isReturning ||= current === CHECK;
        current = step.name;
        show();
      }
    },
    begin: () => { reach(location.hash.startsWith(BEGINNING) ? location.hash.slice(BEGINNING.length) : ""); },
  });
};
