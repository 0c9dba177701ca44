"use strict";

/*
 * Which words may be meant by those that are not found. No DOM.
 */
const searchSuggestion = (() => {
  const { plain } = searchWords;
  const SHORTEST = 4;

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

  /** Whether a word may be mistyped: short ones and acronyms are near to too many others. @param {string} text */
  const isMistyped = (text) => text.length > SHORTEST && /^\p{L}+$/u.test(text) && !(text.length <= 6 && text === text.toUpperCase());

  /** The known words with some letters. @type {(letters: string[], engine: SearchEngine) => Promise<KnownWord[]>} */
  const knownWords = async (letters, engine) => {
    const words = (await Promise.all([...new Set(letters)].filter((letter) => /[a-z]/.test(letter)).map((letter) => engine.words(letter)))).join(" ");
    return words.split(" ").filter(Boolean).map((word) => ({ word: word.slice(0, -1), plain: plain(word.slice(0, -1)), common: Number(word.at(-1)) }));
  };

  /** The nearest known word; empty if none is near. @type {(wanted: string, known: KnownWord[], locale: string) => string} */
  const nearest = (wanted, known, locale) => {
    const most = wanted.length < 8 ? 1 : 2;
    let least = most + 1;
    let best = { word: "", common: -9 };
    for (const one of known) {
      // The first letters are seldom mistyped: two changes and another beginning are another word.
      const far = distance(wanted, one.plain, Math.min(most, least)) + (one.plain[0] === wanted[0] ? 0 : 0.5);
      if (far > 1 && one.plain.slice(0, 2) !== wanted.slice(0, 2)) continue;
      // An accent in an English page is one of a name.
      const common = one.common - (locale === "en" && one.plain !== one.word ? 5 : 0);
      if (far < least || (far === least && common > best.common)) { least = far; best = { word: one.word, common }; }
    }
    return least > most ? "" : best.word;
  };

  /** Two known words that were written as one; empty if it is none. @type {(wanted: string, known: KnownWord[], engine: SearchEngine) => Promise<string>} */
  const parted = async (wanted, known, engine) => {
    for (let at = SHORTEST; at <= wanted.length - SHORTEST; at += 1) {
      const first = known.find((one) => one.plain === wanted.slice(0, at));
      const second = first && (await knownWords([wanted[at]], engine)).find((one) => one.plain === wanted.slice(at));
      if (second) return `${first.word} ${second.word}`;
    }
    return "";
  };

  /**
   * What may be meant: the query with each word that is not found replaced by the nearest one of the index.
   * @type {(found: SearchFound, engine: SearchEngine) => Promise<string>}
   */
  const suggestion = async ({ query, concepts }, engine) => {
    const missing = concepts.filter(({ pages, text }) => !pages && isMistyped(text)).map(({ text }) => ({ text, wanted: plain(text) }));
    // Of two letters that changed places the second comes first.
    const known = await knownWords(missing.flatMap(({ wanted }) => [...wanted.slice(0, 2)]), engine);
    const others = await Promise.all(missing.map(async ({ wanted }) => nearest(wanted, known, engine.locale) || parted(wanted, known, engine)));
    const meant = missing.reduce((rest, { text }, at) => (others[at] ? rest.replace(text, others[at]) : rest), query);
    return others.some(Boolean) ? meant : "";
  };

  return suggestion;
})();
