"use strict";

/*
 * Words and their forms: exact, with other accents, inflected. No DOM.
 */

/**
 * Which of the forms under the key of a word stand for it, and how near each is to it.
 * @type {(word: string, forms: string[], key: string, stemOf: (form: string) => string) => SearchMeaning[]}
 */
const searchForms = (word, forms, key, stemOf) => {
  const { unaccented, plain } = searchWords;
  const NEAR = { same: 1, unaccented: 0.97, otherLetter: 0.8, inflected: 0.78 };
  const isAcronym = word.endsWith(".");
  const bare = word.replace(/\.$/, "");
  const wanted = plain(bare);
  /** @type {SearchMeaning[]} */
  const found = [];
  const stems = new Set();
  for (let at = 0; at < forms.length; at += 2) {
    const form = forms[at].replace(/\.$/, "");
    if (plain(form) !== wanted) continue;
    const near = form === bare ? NEAR.same : unaccented(form) === unaccented(bare) ? NEAR.unaccented : NEAR.otherLetter;
    found.push({ form: forms[at], postings: forms[at + 1], near });
    if (!forms[at].endsWith(".")) stems.add(stemOf(form));
  }
  // An acronym is no form of a word, nor a word one of an acronym; and numbers have no other forms.
  if (isAcronym || (found.length && !stems.size) || /[0-9]/.test(wanted)) return found;
  // One that is nowhere may still have other forms.
  if (!stems.size) stems.add(stemOf(bare)).add(key);
  for (let at = 0; at < forms.length; at += 2) {
    const form = forms[at];
    if (form.endsWith(".") || plain(form) === wanted || !stems.has(stemOf(form))) continue;
    found.push({ form, postings: forms[at + 1], near: NEAR.inflected });
  }
  return found;
};
