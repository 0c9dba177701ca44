"use strict";

/*
 * What pages say: the sentence to show of each, how close the words stand. No DOM.
 */
const searchTexts = (() => {
  const { datesIn, formsIn, plain } = searchWords;
  // How good the parts of a page are to show: points, summary, text, headings, facts (publish/search/document.py).
  /** @type {Record<string, number>} */
  const PARTS = { p: 5, s: 4, t: 4, h: 1, f: 0 };
  const LONGEST = 260;
  const AROUND = 90;
  const CLOSE = 0.5;

  /** A page of the index as an object. @param {SearchText} text */
  const pageOf = ([url, title, kind, label, date, where, retired, only, of, , , places, told]) => {
    const sentences = Array.from({ length: told.length / 3 }, (_, at) => {
      const place = 2 * Number(told[3 * at + 1]);
      const [anchor, name] = places.slice(place, place + 2);
      // What names the place need not be said again: the time of an item of an agenda, the number of a point.
      const mark = name.slice(name.lastIndexOf(", ") + 2);
      const text = String(told[3 * at + 2]);
      const rest = text.startsWith(`${mark} `) && name.includes(", ") ? text.slice(mark.length).replace(/^[ ·]+/, "") : text;
      return { part: String(told[3 * at]), anchor, place: name, text: rest };
    });
    return { url, title, kind, label, date, where, retired, only, of, sentences };
  };

  /** What finds the words of a search in texts. @type {(found: SearchFound, engine: SearchEngine) => (text: string) => SearchMark[]} */
  const marker = ({ concepts }, { common, months, locale }) => {
    /** @type {Map<string, number>} */
    const known = new Map();
    /** @type {[string, number][]} */
    const begun = [];
    concepts.forEach(({ forms }, concept) => {
      for (const form of forms) if (form.endsWith("*")) begun.push([form.slice(0, -1), concept]); else known.set(form, concept);
    });
    const hasDates = [...known.keys()].some((form) => /^[0-9]{4}-/.test(form));
    return (text) => {
      const dates = (hasDates ? datesIn(text, months, locale) : []).flatMap(({ start, end, forms }) => {
        const concept = forms.map((form) => known.get(form)).find((one) => one !== undefined);
        return concept === undefined ? [] : [{ concept, start, end }];
      });
      const words = formsIn(text, common).flatMap(({ form, start, end }) => {
        const concept = known.get(form) ?? begun.find(([letters]) => plain(form).startsWith(letters))?.[1];
        return concept === undefined ? [] : [{ concept, start, end }];
      });
      return [...dates, ...words].sort((a, b) => a.start - b.start);
    };
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
    const inside = marks.filter(({ start, end }) => start >= from && end <= last).map(({ concept, start, end }) => ({ concept, start: start - from, end: end - from }));
    const parts = inParts(text.slice(from, last), inside);
    if (from) parts.unshift({ text: "… ", marked: false });
    if (last < text.length) parts.push({ text: " …", marked: false });
    return parts;
  };

  /**
   * What to show of a page: the sentence with most of the words, in the best part of the page.
   * @type {(text: SearchText, marks: (text: string) => SearchMark[]) => SearchResult}
   */
  const resultOf = (text, marks) => {
    const { sentences, ...page } = pageOf(text);
    let best = -1;
    let most = 0;
    let shown = sentences.find(({ part }) => part === "s") ?? { part: "s", anchor: "", place: "", text: "" };
    sentences.forEach((sentence) => {
      const concepts = new Set(marks(sentence.text).map(({ concept }) => concept)).size;
      const worth = 10 * concepts + PARTS[sentence.part];
      if (concepts && worth > best) { best = worth; shown = sentence; }
      most = Math.max(most, concepts);
    });
    return {
      ...page, anchor: best < 0 ? "" : shown.anchor, place: best < 0 ? "" : shown.place,
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

  return Object.freeze({ marker, resultOf, closestFirst });
})();

/** What to show of some of the pages found. @type {(engine: SearchEngine, found: SearchFound, from: number, count: number) => Promise<SearchResult[]>} */
const searchLoaded = async (engine, found, from, count) => {
  const marks = searchTexts.marker(found, engine);
  return Promise.all(found.pages.slice(from, from + count).map(async (page) => searchTexts.resultOf(await engine.page(page), marks)));
};
