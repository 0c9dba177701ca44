"use strict";

/*
 * Where the words of a search stand in texts. No DOM.
 */
const searchMatches = (() => {
  const { formsIn, plain } = searchWords;
  const { datesIn } = searchDates;

  // While a reader types, most results stay what they were.
  const MOST = 4000;
  /** @type {Map<string, SearchToken[]>} */
  const known = new Map();

  /** The forms of a text, which are read once. @type {(text: string, engine: SearchEngine) => SearchToken[]} */
  const tokensOf = (text, { common, locale }) => {
    const name = `${locale} ${text}`;
    let tokens = known.get(name);
    if (!tokens) {
      if (known.size >= MOST) known.clear();
      known.set(name, tokens = formsIn(text, common));
    }
    return tokens;
  };

  /** @param {string} form */
  const bare = (form) => plain(form.replace(/\.$/, ""));

  /** Where words stand in a row. @type {(tokens: SearchToken[], row: { word: string, offset: number }[], concept: number) => SearchMark[]} */
  const quoted = (tokens, [first, ...others], concept) => tokens.filter(({ form }) => bare(form) === first.word).flatMap(({ place, start, end }) => {
    const ends = others.map(({ word, offset }) => tokens.find((token) => token.place === place + offset && bare(token.form) === word)?.end);
    const last = ends.at(-1) ?? end;
    return ends.every(Boolean) ? [{ concept, near: 1, start, end: last }] : [];
  });

  /** What finds the words of a search in texts. @type {(found: SearchFound, engine: SearchEngine) => (text: string) => SearchMark[]} */
  const matches = ({ concepts }, engine) => {
    /** @type {Map<string, { concept: number, near: number }>} */
    const wanted = new Map();
    /** @type {{ letters: string, concept: number, near: number }[]} */
    const begun = [];
    concepts.forEach(({ forms, phrase }, concept) => {
      if (phrase.length > 1) return;
      for (const [form, near] of forms) if (form.endsWith("*")) begun.push({ letters: form.slice(0, -1), concept, near }); else wanted.set(form, { concept, near });
    });
    const phrases = concepts.flatMap(({ phrase }, concept) => (phrase.length > 1 ? [{ concept, words: phrase.map(({ form, offset }) => ({ word: bare(form), offset })) }] : []));
    const hasDates = [...wanted.keys()].some((form) => /^[0-9]{4}-/.test(form));
    return (text) => {
      const dates = (hasDates ? datesIn(text, engine.months, engine.locale) : []).flatMap(({ start, end, forms }) => {
        const meant = forms.map((form) => wanted.get(form)).find(Boolean);
        return meant ? [{ concept: meant.concept, near: meant.near, start, end }] : [];
      });
      const tokens = tokensOf(text, engine);
      const words = tokens.flatMap(({ form, start, end }) => {
        const meant = wanted.get(form) ?? begun.find(({ letters }) => plain(form).startsWith(letters));
        return meant ? [{ concept: meant.concept, near: meant.near, start, end }] : [];
      });
      return [...dates, ...words, ...phrases.flatMap(({ concept, words: row }) => quoted(tokens, row, concept))].sort((a, b) => a.start - b.start || b.end - a.end);
    };
  };

  return matches;
})();
