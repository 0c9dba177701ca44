"use strict";

/*
 * Saves a copy: has the worker fetch its bundles one after the other, those that are there already excepted, and then
 * check all of them.
 */

/**
 * @param {ServiceWorker} worker
 * @param {SavedList} list
 * @param {[name: string, size: number][]} bundles
 * @param {string[] | null} chosen
 * @param {string} named what that is in words
 * @param {Readonly<Record<string, string>>} words
 * @param {(said: string, done: number) => boolean} report is told how far it is, in words and in bytes; whether to go on
 * @returns {Promise<SavedAnswer>}
 */
const saveCopy = async (worker, list, bundles, chosen, named, words, report) => {
  const { locale, say } = kb;
  const { asked } = saveWorker;
  const size = bundles.reduce((sum, [, bytes]) => sum + bytes, 0);
  /** @type {SavedCopy} */
  const copy = {
    locale, version: list.version, date: list.date, headers: list.headers, chosen, named, bundles: bundles.map(([name]) => name), size,
    page: words.page, missing: words.missing, words: { newer: words.newer, update: words.update }, paths: {}, index: "",
  };
  const begun = await asked(worker, "begin", copy);
  if (begun !== "done") return begun;
  let done = 0;
  const saying = () => say(words.saving, { done: saveSize(done), size: saveSize(size) });
  for (const [name, bytes] of bundles) {
    if (!report(saying(), done)) return "paused";
    let answer = await asked(worker, "take", name);
    while (answer === "more") answer = report(saying(), done) ? await asked(worker, "take", name) : "paused";
    if (answer !== "done") return answer;
    done += bytes;
  }
  report(words.checking, size);
  return asked(worker, "finish", locale);
};
