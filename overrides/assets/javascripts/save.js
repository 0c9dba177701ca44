"use strict";

/*
 * The part of the download page that saves the site on the reader's device. It says that something can be read without a
 * connection only when the worker has checked all of it.
 */
(() => {
  const { button, date, element, find, locale, say } = kb;
  const { isPossible, found, started, asked } = saveWorker;
  const place = find(document, "#kb-save", HTMLElement);
  const words = kb.words(place);
  const body = find(place, ".kb-save", HTMLElement);
  const controls = find(place, ".kb-save__controls", HTMLElement);
  const state = element("p", { className: "kb-save__state" });
  const status = element("p", { role: "status" });
  const bar = element("progress", { hidden: true, ariaLabel: words.progress });
  const main = button("", () => { run().catch(fail); }, "kb-button");
  const removing = button(words.remove, () => { remove().catch(fail); }, "kb-button");
  const pausing = button(words.pause, () => { isPaused = true; }, "kb-button");

  /** @type {SavedState} */
  let there = { copy: null, begun: null, held: [] };
  /** @type {ReturnType<typeof saveChoice> | null} */
  let choice = null;
  let isRunning = false;
  let isPaused = false;
  let isBroken = false;

  /** @param {[name: string, size: number][]} bundles */
  const total = (bundles) => bundles.reduce((sum, [, size]) => sum + size, 0);
  /** @param {[name: string, size: number][]} bundles */
  const missing = (bundles) => bundles.filter(([name]) => !there.held.includes(name));

  /** What is saved, and what can be done about it. */
  const show = () => {
    const { copy, begun } = there;
    const list = window.rcmSaved;
    const isNewer = Boolean(copy && list && copy.version !== list.version);
    const isOther = Boolean(copy && choice && JSON.stringify(choice.chosen()) !== JSON.stringify(copy.chosen));
    const bundles = choice?.bundles() ?? [];
    const left = missing(bundles);
    const told = [];
    if (copy) {
      const values = { what: choice?.named(copy.chosen) ?? words[copy.chosen ? "part" : "whole"], size: saveSize(copy.size), date: copy.date ? date(copy.date) : "" };
      told.push(say(words.saved, values));
      if (isNewer) told.push(words.newer);
    } else if (begun) told.push(say(words.begun, { done: begun.bundles.filter((name) => there.held.includes(name)).length, count: begun.bundles.length }));
    const isDue = Boolean(choice) && (!copy || isNewer || isOther || Boolean(begun));
    if (isDue) told.push(say(words.cost, { size: saveSize(total(left)), count: left.length }));
    state.replaceChildren(told.join(" "));
    main.textContent = [[Boolean(begun), words.goOn], [isOther, words.change], [isNewer, words.update], [true, words.save]].find(([holds]) => holds)?.[1].toString() ?? "";
    main.hidden = isRunning || !isDue;
    pausing.hidden = bar.hidden = !isRunning;
    removing.hidden = isRunning || !(copy || begun);
    if (choice) choice.place.disabled = isRunning;
  };

  /** @param {ServiceWorker | null} worker */
  const look = async (worker) => {
    there = (worker && await asked(worker, "state", locale)) ?? { copy: null, begun: null, held: [] };
    show();
  };

  /** @param {SavedAnswer} answer */
  const tell = (answer) => {
    isBroken = answer === "unreached" || answer === null;
    status.textContent = words[answer ?? "unreached"];
  };

  const fail = () => { isRunning = false; status.textContent = words.refused; show(); };

  const run = async () => {
    const list = window.rcmSaved;
    if (!list || !choice || isRunning) return;
    [isRunning, isPaused, isBroken, bar.value] = [true, false, false, 0];
    show();
    const worker = await started();
    // Browsers delete what they were asked to keep last. One of them asks the reader first.
    navigator.storage?.persist?.().catch(() => {});
    const bundles = choice.bundles();
    bar.max = total(bundles);
    const answer = await saveCopy(worker, list, bundles, choice.chosen(), words, (said, done) => {
      [status.textContent, bar.value] = [said, done];
      return !isPaused;
    });
    isRunning = false;
    await look(worker);
    tell(answer);
  };

  const remove = async () => {
    const worker = await found();
    if (worker) await asked(worker, "remove", locale);
    await look(await found());
    status.textContent = words.removed;
  };

  const begin = async () => {
    const worker = await found();
    await look(worker);
    const list = window.rcmSaved;
    // Some sites, such as a preview, have nothing to save.
    if (!list && !there.copy && !there.begun) { leave(); return; }
    const before = there.begun ?? there.copy;
    if (list) choice = saveChoice(list, before ? before.chosen : null, words, show);
    controls.replaceChildren(...(choice ? [choice.place] : []), state, element("p", { className: "kb-buttons" }, main, pausing, removing), bar, status);
    body.hidden = false;
    show();
  };

  /** A copy that is read from a disk has nothing to save. */
  const leave = () => {
    place.hidden = true;
    for (const link of document.querySelectorAll('a[href="#save"]')) link.closest("li")?.remove();
  };

  // Where the line broke, it goes on by itself.
  addEventListener("online", () => { if (isBroken) run().catch(fail); });

  if (!location.protocol.startsWith("http") || window.rcmAbout?.offline) leave();
  else if (!isPossible) place.append(element("p", { className: "kb-empty", textContent: words.cannot }));
  else {
    const list = element("script", { src: new URL(words.list, location.href).href });
    list.onload = list.onerror = () => { begin().catch(leave); };
    document.head.append(list);
  }
})();
