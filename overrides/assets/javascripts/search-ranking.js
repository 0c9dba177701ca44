"use strict";

/*
 * How good pages are for what a query asks: BM25F, whose weights the index holds, with the rarity of the words. No DOM.
 */
const searchRanking = (() => {
  // A long question need not have all its words on a page: so few pages are few, and so much of it is enough.
  const LONG = 3;
  const FEW = 3;
  const ENOUGH = 0.5;

  /** The least of several weights of each page. @type {(each: Float32Array[]) => Float32Array} */
  const leastOf = ([first, ...others]) => first.map((weight, page) => others.reduce((least, other) => Math.min(least, other[page]), weight));

  /** How much each page has of a concept. @type {(lookup: SearchLookup, concept: SearchConcept) => Promise<SearchMatch>} */
  const weighConcept = async (lookup, { text, alternatives, begun, phrase }) => {
    /** @type {Map<string, number>} */
    const forms = new Map();
    const [together, ...parts] = await Promise.all([
      phrase.length > 1 ? lookup.together(phrase) : null,
      ...alternatives.map(async ({ forms: words, near, also }) => {
        const each = await Promise.all(words.map((word) => lookup.weigh(word, begun && !also, forms)));
        return { weights: each.length > 1 ? leastOf(each) : each[0], near, also };
      }),
    ]);
    // Readers are told of what was found.
    const told = parts.filter(({ weights: one, also }) => also && one.some(Boolean)).map(({ also }) => also);
    const [{ weights }] = parts;
    for (const { weights: other, near } of parts) other.forEach((weight, page) => { if (weights[page] < weight * near) weights[page] = weight * near; });
    if (together) weights.forEach((_, page) => { if (!together.has(page)) weights[page] = 0; });
    const pages = weights.reduce((sum, weight) => sum + (weight ? 1 : 0), 0);
    return { text, also: told, forms, phrase, weights, pages };
  };

  /**
   * The pages that have all of some concepts; where these are few, also those that have most of a long question.
   * @type {(found: SearchMatch[], count: number) => { scores: Float64Array, whole: boolean }}
   */
  const combine = (found, count) => {
    const scores = new Float64Array(count);
    const hits = new Uint8Array(count);
    const covered = new Float64Array(count);
    let all = 0;
    for (const { weights, pages } of found) {
      const rare = Math.log(1 + (count - pages + 0.5) / (pages + 0.5));
      if (pages) all += rare;
      for (let page = 0; page < count; page += 1) {
        if (weights[page]) { scores[page] += rare * weights[page]; hits[page] += 1; covered[page] += rare; }
      }
    }
    const whole = hits.reduce((sum, hit) => sum + (hit === found.length ? 1 : 0), 0);
    const isLong = found.length >= LONG && whole < FEW;
    for (let page = 0; page < count; page += 1) {
      if (hits[page] === found.length) continue;
      if (isLong && hits[page] > 1 && covered[page] >= ENOUGH * all) scores[page] *= (covered[page] / all) ** 2;
      else scores[page] = 0;
    }
    return { scores, whole: whole > 0 || !isLong };
  };

  /** The numbers of the pages with a score, the best first; of those that are equal the latest. @type {(scores: Float64Array, fails: Uint8Array) => number[]} */
  const ranked = (scores, fails) => {
    const keys = new Float64Array(scores.length);
    let length = 0;
    scores.forEach((score, page) => {
      if (!score) fails[page] = 255;
      if (fails[page]) return;
      keys[length] = Math.round(score * 4096) * 65536 + page;
      length += 1;
    });
    return Array.from(keys.subarray(0, length).sort().reverse(), (key) => key % 65536);
  };

  return Object.freeze({ weighConcept, combine, ranked });
})();
