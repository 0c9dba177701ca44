"use strict";

/*
 * The pieces of the search index (publish/search/index.py): scripts, which a page can add to itself over http and from a
 * disk alike. Each hands over one value.
 */

/** What pieces have handed over, to whoever asked for them. @type {Map<string, unknown>} */
const searchHeld = new Map();
window.rcmSearch = (name, value) => { searchHeld.set(name, value); };

/** @param {URL} root of the site */
const searchPieces = (root) => {
  const HALF = 45;
  /** @type {Map<string, Promise<void>>} */
  const scripts = new Map();

  /** Add a script of the site to the page, once. @type {(path: string, version: string) => Promise<void>} */
  const script = (path, version) => {
    let added = scripts.get(path);
    if (!added) {
      // The copy in one file has all pieces inside.
      added = window.rcmInside?.(path) ?? new Promise((resolve, reject) => {
        const element = document.createElement("script");
        // With its version, so that no browser uses an old piece with a new one. A disk has one version only.
        element.src = new URL(location.protocol === "file:" ? path : `${path}?${version}`, root).href;
        element.onload = () => resolve();
        element.onerror = () => { scripts.delete(path); reject(new Error(`not there: ${path}`)); };
        document.head.append(element);
      });
      scripts.set(path, added);
    }
    return added;
  };

  /**
   * What a piece hands over.
   * @template T
   * @param {string} name
   * @param {string} version
   * @returns {Promise<T>}
   */
  const piece = async (name, version) => {
    await script(`search/${name}.js`, version);
    return /** @type {T} */ (searchHeld.get(name));
  };

  /** The value of a digit (publish/search/postings.py). @type {(text: string, at: number) => number} */
  const digit = (text, at) => { const code = text.charCodeAt(at); return code > 92 ? code - 36 : code - 35; };

  /** Call `visit` with each page of coded postings and the level there. @type {(text: string, visit: (page: number, level: number) => void) => void} */
  const eachPosting = (text, visit) => {
    let page = -1;
    for (let at = 0; at < text.length; at += 2) {
      let value = 0;
      let next = digit(text, at);
      while (next >= HALF) { value = value * HALF + next - HALF; at += 1; next = digit(text, at); }
      page += value * HALF + next;
      visit(page, digit(text, at + 1));
    }
  };

  /** Coded numbers, one after the other. @param {string} text */
  const numbers = (text) => {
    /** @type {number[]} */
    const found = [];
    let value = 0;
    for (let at = 0; at < text.length; at += 1) {
      const next = digit(text, at);
      if (next >= HALF) value = value * HALF + next - HALF;
      else { found.push(value * HALF + next); value = 0; }
    }
    return found;
  };

  /** Coded page numbers, which are ascending. @param {string} text */
  const pages = (text) => {
    let page = -1;
    return Int32Array.from(numbers(text), (step) => { page += step; return page; });
  };

  /** The places of a word on each of its pages: for each the number of the sentence and that in the sentence, in one. @param {string} text */
  const places = (text) => {
    /** @type {Set<number>[]} */
    const found = [];
    for (let at = 0; at < text.length;) {
      let count = 0;
      let next = digit(text, at);
      at += 1;
      while (next >= HALF) { count = count * HALF + next - HALF; next = digit(text, at); at += 1; }
      count = count * HALF + next;
      const here = new Set();
      for (; count; count -= 1, at += 2) here.add(digit(text, at) * 90 + digit(text, at + 1));
      found.push(here);
    }
    return found;
  };

  /** For each page how much it says of words that begin alike: 0 if nothing, up to 3. @type {(text: string, visit: (page: number, step: number) => void) => void} */
  const eachStep = (text, visit) => {
    for (let at = 0; at < text.length; at += 1) {
      const value = digit(text, at);
      for (let place = 0; place < 3; place += 1) {
        const step = (value >> (2 * place)) & 3;
        if (step) visit(3 * at + place, step);
      }
    }
  };

  return Object.freeze({ script, piece, eachPosting, eachStep, pages, places });
};
