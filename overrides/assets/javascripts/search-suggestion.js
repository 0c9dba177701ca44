"use strict";

/*
 * Which words may be meant by those that are not found. No DOM.
 */
const searchSuggestion = (() => {
  const { plain } = searchWords;

  /** The number of letters to change, add, leave out or swap (Damerau–Levenshtein), or more than `most`. @type {(a: string, b: string, most: number) => number} */
  const distance = (a, b, most) => {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    /** @type {number[]} */
    let before = [];
    let last = Array.from({ length: b.length + 1 }, (_, index) => index);
    for (let i = 1; i <= a.length; i += 1) {
      const row = [i];
      for (let j = 1; j <= b.length; j += 1) {
        const same = a[i - 1] === b[j - 1];
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      before = last;
      last = row;
    }
    return last[b.length];
  };

  /**
   * What may be meant: the query with each word that is not found replaced by the nearest one of the index.
   * @type {(found: SearchFound, engine: SearchEngine) => Promise<string>}
   */
  const suggestion = async ({ query, concepts }, engine) => {
    const missing = concepts.filter(({ pages, text }) => !pages && text.length >= 4).map(({ text }) => plain(text));
    // Of two letters that changed places the second comes first.
    const letters = [...new Set(missing.flatMap((text) => [...text.slice(0, 2)]))].filter((letter) => /[a-z]/.test(letter));
    const words = (await Promise.all(letters.map((letter) => engine.words(letter)))).join(" ");
    const known = words.split(" ").map((word) => ({ word: word.slice(0, -1), plain: plain(word.slice(0, -1)), common: Number(word.at(-1)) }));
    let changed = false;
    const meant = concepts.filter(({ pages }) => !pages).reduce((rest, { text }) => {
      const wanted = plain(text);
      if (wanted.length < 4 || !/^\p{L}+$/u.test(wanted)) return rest;
      const most = wanted.length < 8 ? 1 : 2;
      let least = most + 1;
      let best = { word: "", common: -9 };
      for (const one of known) {
        // The first letters are seldom mistyped: two changes and another beginning are another word.
        const far = distance(wanted, one.plain, Math.min(most, least)) + (one.plain[0] === wanted[0] ? 0 : 0.5);
        if (far > 1 && one.plain.slice(0, 2) !== wanted.slice(0, 2)) continue;
        // An accent in an English page is one of a name.
        const common = one.common - (engine.locale === "en" && one.plain !== one.word ? 5 : 0);
        if (far < least || (far === least && common > best.common)) { least = far; best = { word: one.word, common }; }
      }
      if (least > most || !best.word) return rest;
      changed = true;
      return rest.replace(text, best.word);
    }, query);
    return changed ? meant : "";
  };

  return suggestion;
})();
