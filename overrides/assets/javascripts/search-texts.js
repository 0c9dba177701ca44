"use strict";

/*
 * What pages say: the sentence to show of each, how close the words stand. No DOM.
 */
const searchTexts = (() => {
  // How good the parts of a page are to show: points, summary, text, headings, facts (publish/search/document.py), other names.
  /** @type {Record<string, number>} */
  const PARTS = { p: 0.5, s: 0.4, t: 0.4, h: 0.1, f: 0, n: -0.2 };
  // What stands above a sentence says less of it than its own words.
  const ABOVE = 0.4;
  const DOT = " · ";
  const LONGEST = 260;
  const AROUND = 90;
  const CLOSE = 0.5;

  /** A page of the index as an object. @param {SearchText} text */
  const pageOf = ([url, title, kind, label, date, where, retired, only, of, names, aliases, places, told]) => {
    const sentences = Array.from({ length: told.length / 3 }, (_, at) => {
      const place = 2 * Number(told[3 * at + 1]);
      const [anchor, name] = places.slice(place, place + 2);
      // What names the place need not be said again: the time of an item of an agenda, the number of a point.
      const mark = name.slice(name.lastIndexOf(", ") + 2);
      const text = String(told[3 * at + 2]);
      const rest = text.startsWith(`${mark} `) && name.includes(", ") ? text.slice(mark.length).replace(/^[ ·]+/, "") : text;
      return { part: String(told[3 * at]), anchor, place: name, text: rest };
    });
    // Some are found by what they or their terms are called elsewhere.
    const others = [["", names.filter((name) => name !== title).join(DOT)], ...aliases.flatMap((term, at) => (at % 2 ? [] : [[term, aliases[at + 1]]]))];
    sentences.push(...others.map(([place, words]) => ({ part: "n", anchor: "", place, text: words })));
    return { url, title, kind, label, date, where, retired, only, of, sentences };
  };

  /** Text in parts, those that matched marked; a part that begins before another ends is left out. @type {(text: string, marks: SearchMark[]) => SearchPart[]} */
  const inParts = (text, marks) => {
    /** @type {SearchPart[]} */
    const parts = [];
    let at = 0;
    for (const { start, end } of marks) {
      if (start < at) continue;
      if (start > at) parts.push({ text: text.slice(at, start), marked: false });
      parts.push({ text: text.slice(start, end), marked: true });
      at = end;
    }
    if (at < text.length) parts.push({ text: text.slice(at), marked: false });
    return parts;
  };

  /** A long sentence around its first words that matched. @type {(text: string, marks: SearchMark[]) => SearchPart[]} */
  const shortened = (text, marks) => {
    if (text.length <= LONGEST || !marks.length) return inParts(text, marks);
    const from = marks[0].start < AROUND ? 0 : text.indexOf(" ", marks[0].start - AROUND) + 1;
    const last = from + LONGEST >= text.length ? text.length : text.lastIndexOf(" ", from + LONGEST);
    const inside = marks.filter(({ start, end }) => start >= from && end <= last).map((mark) => ({ ...mark, start: mark.start - from, end: mark.end - from }));
    const parts = inParts(text.slice(from, last), inside);
    if (from) parts.unshift({ text: "… ", marked: false });
    if (last < text.length) parts.push({ text: " …", marked: false });
    return parts;
  };

  /**
   * What to show of a page: the sentence with most of the words, the rare ones before others, in the best part of the page.
   * @type {(text: SearchText, marks: (text: string) => SearchMark[], rarities: number[]) => SearchResult}
   */
  const resultOf = (text, marks, rarities) => {
    const { sentences, ...page } = pageOf(text);
    /** How much of each concept a text has. @param {string} words */
    const nearness = (words) => {
      const near = rarities.map(() => 0);
      for (const mark of marks(words)) near[mark.concept] = Math.max(near[mark.concept], mark.near);
      return near;
    };
    /** @type {Map<string, number[]>} */
    const above = new Map(sentences.map(({ place }) => [place, nearness(place)]));
    let best = 0;
    let most = 0;
    let shown = ["s", "t", "p", "f"].flatMap((wanted) => sentences.find(({ part }) => part === wanted) ?? [])[0] ?? { part: "s", anchor: "", place: "", text: "" };
    sentences.forEach((sentence) => {
      const own = nearness(sentence.text);
      const over = above.get(sentence.place) ?? [];
      const worth = rarities.reduce((sum, rarity, concept) => sum + rarity * Math.max(own[concept], ABOVE * over[concept]), 0);
      if (worth && worth + PARTS[sentence.part] > best) { best = worth + PARTS[sentence.part]; shown = sentence; }
      most = Math.max(most, own.filter(Boolean).length);
    });
    // Of other names those that matched.
    if (shown.part === "n") shown = { ...shown, text: shown.text.split(DOT).filter((name) => marks(name).length).join(DOT) || shown.text };
    return {
      ...page, anchor: best ? shown.anchor : "", place: best ? shown.place : "", placeParts: best ? inParts(shown.place, marks(shown.place)) : [],
      titleParts: inParts(page.title, marks(page.title)), parts: shortened(shown.text, marks(shown.text)),
      together: Math.max(most, new Set(marks(page.title).map(({ concept }) => concept)).size),
    };
  };

  /** Put those first among the best whose words stand together. @type {(results: SearchResult[], found: SearchFound) => SearchResult[]} */
  const closestFirst = (results, { concepts, pages, scores }) => {
    if (concepts.length < 2) return results;
    /** @type {(result: SearchResult, at: number) => number} */
    const score = ({ together }, at) => scores[pages[at]] * (1 + (CLOSE * (together - 1)) / (concepts.length - 1));
    return results.map((result, at) => ({ result, score: score(result, at), at })).sort((a, b) => b.score - a.score || a.at - b.at).map(({ result }) => result);
  };

  /** How much each concept tells, from 1: what few pages have tells more. @param {SearchFound} found */
  const raritiesOf = ({ concepts, scores }) => concepts.map(({ pages }) => 1 + Math.log((scores.length + 1) / (pages + 1)));

  return Object.freeze({ raritiesOf, resultOf, closestFirst });
})();

/** What to show of some of the pages found. @type {(engine: SearchEngine, found: SearchFound, from: number, count: number) => Promise<SearchResult[]>} */
const searchLoaded = async (engine, found, from, count) => {
  const marks = searchMatches(found, engine);
  const rarities = searchTexts.raritiesOf(found);
  return Promise.all(found.pages.slice(from, from + count).map(async (page) => searchTexts.resultOf(await engine.page(page), marks, rarities)));
};
