"use strict";

/*
 * The entries of the index of a language, in pieces that are loaded when they are asked for. No DOM.
 */

/** @param {ReturnType<typeof searchPieces>} pieces @param {string} locale @param {SearchStart} start */
const searchIndex = (pieces, locale, { version, firsts: joined }) => {
  const { plain } = searchWords;
  const MOST_PIECES = 3;
  const LONGEST_ENDING = 7;
  // As publish/search/pieces.py cuts long lists: of more letters than this, by 512 pages.
  const LONG = 1200;
  const BLOCK = 9;
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

  /** The entries of a piece. @type {(at: number) => Promise<Map<string, string[]>>} */
  const open = async (at) => {
    const name = `${locale}/index/w-${firsts[at]}`;
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
  const entry = async (key) => (await open(placeOf(key))).get(key) ?? [];

  /** The places of the forms of a key, by form. @type {(key: string, forms: string[]) => Promise<Map<string, string>>} */
  const placesOf = async (key, forms) => {
    /** @type {Map<string, string>} */
    const found = new Map();
    const lists = forms.filter((_, at) => at % 2);
    /** @param {(string | string[])[]} flat */
    const take = (flat) => {
      const held = flat[flat.indexOf(key) + 1] ?? [];
      for (let at = 0; at < held.length; at += 2) found.set(held[at], (found.get(held[at]) ?? "") + held[at + 1]);
    };
    if (lists.reduce((sum, list) => sum + list.length, 0) <= LONG) {
      take(await pieces.piece(`${locale}/place/w-${firsts[placeOf(key)]}`, version));
      return found;
    }
    // A long list has its places in files by blocks of pages.
    const blocks = new Set();
    for (const list of lists) pieces.eachPosting(list, (page) => blocks.add(page >> BLOCK));
    const files = await Promise.all([...blocks].sort((a, b) => a - b).map((block) => pieces.piece(`${locale}/place/w-${key}-${block}`, version)));
    for (const flat of files) take(/** @type {(string | string[])[]} */ (flat));
    return found;
  };

  /**
   * What begins like a word: its forms, or where these are many a list of pages.
   * @type {(word: string) => Promise<{ forms: { form: string, postings: string }[], list: string }>}
   */
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
    const parts = await Promise.all([...at].map((place) => open(place)));
    /** @type {Set<string>} */
    const elsewhere = new Set();
    /** @type {{ form: string, postings: string }[]} */
    const forms = [];
    /** @param {string[]} found */
    const take = (found) => {
      for (let place = 0; place < found.length; place += 2) {
        if (plain(found[place]).startsWith(wanted)) forms.push({ form: found[place], postings: found[place + 1] });
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

  return Object.freeze({ entry, placesOf, begun });
};
