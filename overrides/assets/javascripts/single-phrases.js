"use strict";

/*
 * Words in quotes in the copy of the site in one file: pages that have all of them are read, as it has no list of the
 * places of words. No DOM.
 */

/**
 * @typedef {{ entry: SearchLookup["entry"], keyOf: (form: string) => string }} SingleWords
 * @type {(pieces: ReturnType<typeof searchPieces>, locale: string, start: SearchStart, words: SingleWords) => SearchLookup["together"]}
 */
const singlePhrases = (pieces, locale, start, { entry, keyOf }) => {
  const { formsIn, plain } = searchWords;
  const common = new Set(start.common.split(" "));
  /** @param {string} form */
  const bare = (form) => plain(form.replace(/\.$/, ""));

  /** The pages that have a word as it is written, but for accents. @param {string} wanted */
  const pagesWith = async (wanted) => {
    const found = await entry(keyOf(wanted));
    /** @type {Set<number>} */
    const pages = new Set();
    for (let at = 0; at < found.length; at += 2) {
      if (bare(found[at]) === bare(wanted)) pieces.eachPosting(found[at + 1], (page) => pages.add(page));
    }
    return pages;
  };

  /** @type {(text: string, phrase: { form: string, offset: number }[]) => boolean} */
  const says = (text, phrase) => {
    const there = new Set(formsIn(text, common).map(({ form, place }) => `${place} ${bare(form)}`));
    const [first, ...rest] = phrase;
    return [...there].some((one) => {
      const [place, form] = one.split(" ");
      if (form !== bare(first.form)) return false;
      return rest.every(({ form: other, offset }) => there.has(`${Number(place) - first.offset + offset} ${bare(other)}`));
    });
  };

  return async (phrase) => {
    const [first, ...rest] = await Promise.all(phrase.map(({ form }) => pagesWith(form)));
    const pages = [...first ?? []].filter((page) => !start.absent?.includes(page) && rest.every((others) => others.has(page)));
    const found = new Set();
    for (const page of pages) {
      /** @type {SearchText} */
      const text = await pieces.piece(`${locale}/text/${page}`, start.version);
      const said = /** @type {(string | number)[]} */ (text[text.length - 1]).filter((_, at) => at % 3 === 2);
      if ([text[1], ...said].some((one) => says(String(one), phrase))) found.add(page);
    }
    return found;
  };
};
