"use strict";

/*
 * The part of the download page that saves the site on the reader's device. It says that something can be read without a
 * connection only when the worker has checked all of it.
 */
(() => {
  const { button, element, find, locale } = kb;
  const { isPossible, found, started, asked, onlyHere } = saveWorker;
  const place = find(document, "#kb-save", HTMLElement);
  const words = kb.words(place);
  const body = find(place, ".kb-save", HTMLElement);
  const controls = find(place, ".kb-save__controls", HTMLElement);
  const state = element("p", { className: "kb-save__state", tabIndex: -1 });
  const status = element("p", { role: "status" });
  const bar = element("progress", { hidden: true, ariaLabel: words.progress });
  const main = button("", () => { alone(run); }, "kb-button");
  const removing = button(words.remove, () => { alone(remove); }, "kb-button");
  const pausing = button(words.pause, () => { [isPaused, status.textContent] = [true, words.pausing]; }, "kb-button");

  /** @type {SavedState} */
  let there = { copy: null, begun: null, held: [] };
  /** @type {ReturnType<typeof saveChoice> | null} */
  let choice = null;
  let isRunning = false;
  let isPaused = false;
  let isBroken = false;

  /** What is saved, and what can be done about it. */
  const show = () => {
    const focused = [main, pausing, removing].find((one) => one === document.activeElement);
    const { said, isDue, label } = saveState(there, choice, words);
    [state.textContent, main.textContent] = [said, label];
    main.hidden = isRunning || !isDue;
    pausing.hidden = bar.hidden = !isRunning;
    removing.hidden = isRunning || !(there.copy || there.begun);
    if (choice) choice.place.disabled = isRunning;
    // Who pressed a button that goes away is not sent back to the top of the page.
    if (focused?.hidden) ([pausing, main].find(({ hidden }) => !hidden) ?? state).focus();
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

  /** @param {() => Promise<void>} act */
  const alone = (act) => { onlyHere(act).then((isDone) => { if (!isDone) status.textContent = words.elsewhere; }).catch(fail); };

  const run = async () => {
    const list = window.rcmSaved;
    if (!list || !choice || isRunning) return;
    [isRunning, isPaused, isBroken, bar.value] = [true, false, false, 0];
    show();
    const worker = await started();
    // Browsers delete what they were asked to keep last. One of them asks the reader first.
    navigator.storage?.persist?.().catch(() => {});
    const bundles = choice.bundles();
    bar.max = bundles.reduce((sum, [, size]) => sum + size, 0);
    const answer = await saveCopy(worker, list, bundles, choice.chosen(), choice.named(choice.chosen()), words, (said, done) => {
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

  /** Say why nothing can be saved. @param {string} textContent */
  const excuse = (textContent) => { place.append(element("p", { className: "kb-empty", textContent })); };

  // Where the line broke, it goes on by itself.
  addEventListener("online", () => { if (isBroken) alone(run); });
  // Another tab may have saved or removed something.
  document.addEventListener("visibilitychange", () => { if (!document.hidden && !isRunning && !body.hidden) found().then(look).catch(fail); });

  if (!location.protocol.startsWith("http") || window.rcmAbout?.offline) leave();
  else if (!isPossible) excuse(words.cannot);
  else {
    const list = element("script", { src: new URL(words.list, location.href).href });
    list.onload = list.onerror = () => { begin().catch(() => excuse(words.refused)); };
    document.head.append(list);
  }
})();
