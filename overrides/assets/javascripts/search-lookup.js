"use strict";

/*
 * Looks words up in the index of a language: which pages have a word, how much it counts there, and by which forms. No
 * DOM.
 */

/** @type {(pieces: ReturnType<typeof searchPieces>, locale: string, start: SearchStart, keys: ReturnType<typeof searchWords.keys>) => SearchLookup} */
const searchLookup = (pieces, locale, start, keys) => {
  const { plain } = searchWords;
  const { count } = start;
  const { entry, placesOf, begun } = searchIndex(pieces, locale, start);
  const LEVELS = 40;
  const BEGUN = 0.6;
  // What only begins like a word that is there counts less than the word in any of its forms.
  const BEGUN_ONLY = 0.3;
  // The weight of words that are only begun, where all stand in one list: by its steps.
  const STEPS = [0, 0.25, 0.6, 0.9];

  /** @type {SearchLookup["weigh"]} */
  const weigh = async (word, isBegun, forms) => {
    const best = new Float32Array(count);
    const mayBegin = isBegun && word.length > 1 && !/[0-9]/.test(word);
    const key = keys.keyOf(word);
    const [held, more] = await Promise.all([entry(key), mayBegin ? begun(word) : null]);
    const meanings = searchForms(word, held, key, keys.stemOf);
    const isThere = meanings.some(({ form }) => plain(form.replace(/\.$/, "")) === plain(word.replace(/\.$/, "")));
    // An acronym that is there is only itself.
    const begins = more && !(isThere && word.endsWith(".")) ? more.forms : [];
    for (const { form, postings, near } of [...meanings, ...begins.map((one) => ({ ...one, near: isThere ? BEGUN_ONLY : BEGUN }))]) {
      forms.set(form, Math.max(forms.get(form) ?? 0, near));
      pieces.eachPosting(postings, (page, level) => {
        const weight = (near * (level + 1)) / LEVELS;
        if (best[page] < weight) best[page] = weight;
      });
    }
    if (more?.list && !(isThere && word.endsWith("."))) {
      const near = isThere ? BEGUN_ONLY : BEGUN;
      forms.set(`${plain(word.replace(/\.$/, ""))}*`, near);
      pieces.eachStep(more.list, (page, step) => {
        const weight = near * STEPS[step];
        if (best[page] < weight) best[page] = weight;
      });
    }
    return best;
  };

  /** @type {SearchLookup["together"]} */
  const together = async (phrase) => {
    /** @type {Map<number, Set<number>> | null} */
    let starts = null;
    for (const { form, offset } of phrase) {
      const key = keys.keyOf(form);
      const wanted = plain(form.replace(/\.$/, ""));
      const found = await entry(key);
      const coded = await placesOf(key, found);
      /** @type {Map<number, Set<number>>} */
      const here = new Map();
      for (let index = 0; index < found.length; index += 2) {
        if (plain(found[index].replace(/\.$/, "")) !== wanted) continue;
        const places = pieces.places(coded.get(found[index]) ?? "");
        let read = 0;
        pieces.eachPosting(found[index + 1], (page) => {
          for (const place of places[read] ?? []) {
            if (starts && !starts.get(page)?.has(place - offset)) continue;
            here.set(page, (here.get(page) ?? new Set()).add(place - offset));
          }
          read += 1;
        });
      }
      starts = here;
    }
    return new Set(starts?.keys());
  };

  // The copy in one file has no places of words, and looks at the sentences.
  return Object.freeze({ entry, weigh, together: window.rcmInside ? singlePhrases(pieces, locale, start, { entry, keyOf: keys.keyOf }) : together });
};
