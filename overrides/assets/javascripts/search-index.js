"use strict";

/*
 * The entries of the index of a language, in pieces that are loaded when they are asked for. No DOM.
 */

/** @param {ReturnType<typeof searchPieces>} pieces @param {string} locale @param {SearchStart} start */
const searchIndex = (pieces, locale, { version, firsts: joined }) => {
  const { plain } = searchWords;
  const BEGUN = 0.6;
  const MOST_PIECES = 3;
  const LONGEST_ENDING = 7;
  const firsts = joined.split(" ");
  /** @type {Map<string, Map<string, string[]>>} */
  const opened = new Map();

  /** The place of the piece that a key is in. @param {string} key */
  const placeOf = (key) => {
    let low = 0;
    let high = firsts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (firsts[middle] <= key) low = middle; else high = middle - 1;
    }
    return low;
  };

  /** The entries of a piece. @type {(kind: string, at: number) => Promise<Map<string, string[]>>} */
  const open = async (kind, at) => {
    const name = `${locale}/${kind}/w-${firsts[at]}`;
    /** @type {(string | string[])[]} */
    const flat = await pieces.piece(name, version);
    let found = opened.get(name);
    if (!found) {
      found = new Map();
      for (let place = 0; place < flat.length; place += 2) found.set(String(flat[place]), /** @type {string[]} */ (flat[place + 1]));
      opened.set(name, found);
    }
    return found;
  };

  /** @param {string} key */
  const entry = async (key) => (await open("index", placeOf(key))).get(key) ?? [];

  /** What begins like a word: its forms, or where these are many a list of pages. @type {(word: string) => Promise<{ forms: SearchMeaning[], list: string }>} */
  const begun = async (word) => {
    const wanted = plain(word.replace(/\.$/, ""));
    const [from, to] = [placeOf(wanted), placeOf(`${wanted}\uffff`)];
    if (to - from >= MOST_PIECES) {
      const [list] = await entry(`${wanted}*`);
      if (list) return { forms: [], list };
    }
    const at = new Set(Array.from({ length: to - from + 1 }, (_, offset) => from + offset));
    // A word may begin like this, and stand under a shorter key.
    const shorter = new Set(Array.from(wanted, (_, length) => wanted.slice(0, length)).slice(Math.max(2, wanted.length - LONGEST_ENDING)));
    for (const key of shorter) at.add(placeOf(key));
    const parts = await Promise.all([...at].map((place) => open("index", place)));
    /** @type {Set<string>} */
    const elsewhere = new Set();
    /** @type {SearchMeaning[]} */
    const forms = [];
    /** @param {string[]} found */
    const take = (found) => {
      for (let place = 0; place < found.length; place += 2) {
        if (plain(found[place]).startsWith(wanted)) forms.push({ form: found[place], postings: found[place + 1], near: BEGUN });
      }
    };
    for (const [key, found] of parts.flatMap((part) => [...part])) {
      if (/[*=]$/.test(key)) continue;
      if (key.endsWith(">")) found.forEach((other) => { if (key.startsWith(wanted)) elsewhere.add(other); });
      else if (key.startsWith(wanted) || shorter.has(key)) take(found);
    }
    for (const key of elsewhere) if (!key.startsWith(wanted) && !shorter.has(key)) take(await entry(key));
    return { forms, list: "" };
  };

  return Object.freeze({ placeOf, open, entry, begun });
};
