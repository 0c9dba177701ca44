"use strict";

/*
 * What is saved of a language on the device, and what can be done about it, in words.
 */

/**
 * @param {SavedState} there
 * @param {ReturnType<typeof saveChoice> | null} choice `null` without a connection
 * @param {Readonly<Record<string, string>>} words
 * @returns {{ said: string, isDue: boolean, label: string }} whether something can be saved, and what the button for it says
 */
const saveState = ({ copy, begun, held }, choice, words) => {
  const { date, say } = kb;
  const list = window.rcmSaved;
  const isNewer = Boolean(copy && list && copy.version !== list.version);
  const isOther = Boolean(copy && choice && JSON.stringify(choice.chosen()) !== JSON.stringify(copy.chosen));
  const isDue = Boolean(choice) && (!copy || isNewer || isOther || Boolean(begun));
  const told = [];
  if (copy) {
    const values = { what: choice?.named(copy.chosen) ?? copy.named, size: saveSize(copy.size), date: copy.date ? date(copy.date) : "" };
    told.push(say(words.saved, values));
    if (isNewer) told.push(words.newer);
  } else if (begun) told.push(say(words.begun, { done: begun.bundles.filter((name) => held.includes(name)).length, count: begun.bundles.length }));
  const missing = choice?.bundles().filter(([name]) => !held.includes(name)) ?? [];
  if (isDue) told.push(say(words.cost, { size: saveSize(missing.reduce((sum, [, size]) => sum + size, 0)) }));
  const [label] = [...begun ? [words.goOn] : [], ...isOther ? [words.change] : [], ...isNewer ? [words.update] : [], words.save];
  return { said: told.join(" "), isDue, label };
};
