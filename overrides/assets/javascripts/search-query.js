"use strict";

/*
 * What a query asks for: concepts, all of which a page should have. A concept is a word, a date or quoted words, with
 * what may stand for it. No DOM.
 */

/** @type {(start: SearchStart, locale: string, keyOf: (form: string) => string) => (query: string) => SearchQuery} */
const searchQuery = (start, locale, keyOf) => {
  const { unaccented, plain, formsIn } = searchWords;
  const { datesIn } = searchDates;
  const common = new Set(start.common.split(" "));
  /** @type {Set<string>} */
  const none = new Set();
  const SYNONYM = 0.6;
  const MONTH = 0.3;
  // So many words of a query are looked for, as of one so long: nobody asks more.
  const MOST = 32;
  const LONGEST = 1000;
  // What begins a compound, and may be written apart: "extra continental".
  const BEFORE = new Set("extra inter intra multi non no pre post re co sub anti contra trans socio bi vice".split(" "));

  /** The words of a text, each once and in order: compounds as one, with their parts. @type {(text: string, left: Set<string>) => SearchWord[]} */
  const wordsOf = (text, left) => {
    /** @type {Map<number, SearchWord>} */
    const words = new Map();
    let last = -1;
    let until = -1;
    for (const { place, form, start: from, end } of formsIn(text, left)) {
      if (end <= until && last >= 0) words.get(last)?.parts.push(form);
      else { last = place; until = end; words.set(place, { form, place, parts: [], written: text.slice(from, end) }); }
    }
    return [...words.values()];
  };

  const groups = start.synonyms.map((names) => names.map((name) => {
    const words = wordsOf(name, common);
    return { name, words, keys: words.map(({ form }) => keyOf(form)) };
  }));

  /** A word as it stands in a whole name (publish/search/postings.py). @param {SearchWord} word */
  const inName = ({ form, parts }) => (parts.length ? parts : [form]).map((one) => unaccented(one.replace(/\.$/, ""))).join(" ");

  /** Whether words stand in a row of others. @type {(keys: string[], words: SearchWord[], at: number) => boolean} */
  const standsAt = (keys, words, at) => keys.every((key, offset) => words[at + offset] && keyOf(words[at + offset].form) === key);

  /** What may stand for a word besides itself. @param {SearchWord} word */
  const spellings = ({ form, parts }) => {
    const found = [[form]];
    if (parts.length) found.push(parts);
    // In Spanish a compound doubles the r: "extra-regional" is "extrarregional".
    if (form.includes("rr")) found.push([form.replace("rr", "r")]);
    const begun = [...BEFORE].find((one) => form.startsWith(one) && form[one.length] === "r" && form[one.length + 1] !== "r");
    if (locale === "es" && begun) found.push([`${begun}r${form.slice(begun.length)}`]);
    return found;
  };

  /** @type {(words: SearchWord[], typing: boolean) => SearchConcept[]} */
  const concepts = (words, typing) => {
    /** @type {SearchConcept[]} */
    const found = [];
    for (let at = 0; at < words.length;) {
      const group = groups.flat().filter(({ keys }) => standsAt(keys, words, at)).sort((a, b) => b.keys.length - a.keys.length)[0];
      const taken = words.slice(at, at + (group?.keys.length ?? 1));
      /** @type {SearchAlternative[]} */
      const alternatives = taken.length > 1
        ? [{ forms: taken.map(({ form }) => form), near: 1, also: "" }]
        : spellings(taken[0]).map((forms) => ({ forms, near: 1, also: "" }));
      const next = words[at + taken.length];
      const joined = taken.length === 1 && next && BEFORE.has(plain(taken[0].form)) ? taken[0].form + next.form : "";
      if (joined) {
        taken.push(next);
        alternatives.splice(0, 1, { forms: taken.map(({ form }) => form), near: 1, also: "" }, { forms: [joined], near: 1, also: "" });
        if (locale === "es" && next.form.startsWith("r")) alternatives.push({ forms: [`${taken[0].form}r${next.form}`], near: 1, also: "" });
      }
      for (const names of group ? groups.filter((one) => one.some(({ keys }) => String(keys) === String(group.keys))) : []) {
        for (const { name, words: other, keys } of names) {
          if (String(keys) !== String(group?.keys)) alternatives.push({ forms: other.map(({ form }) => form), near: SYNONYM, also: name });
        }
      }
      const isLast = typing && at + taken.length === words.length;
      found.push({ text: taken.map(({ written }) => written).join(" "), alternatives, begun: isLast && taken.length === 1, phrase: [] });
      at += taken.length;
    }
    return found;
  };

  /** @param {string} text in quotes */
  const phrase = (text) => {
    const words = formsIn(text, common).filter(({ form }, at, all) => !all.some((other, index) => index !== at && other.place === all[at].place
      && other.form.length < form.length && other.start >= all[at].start && other.end <= all[at].end));
    if (!words.length) return [];
    const forms = words.map(({ form, place }) => ({ form, offset: place - words[0].place }));
    return [{ text: `“${text}”`, alternatives: [{ forms: forms.map(({ form }) => form), near: 1, also: "" }], begun: false, phrase: forms }];
  };

  /** What is typed as pages have it: letters with their accents, acronyms in capitals, and nothing that cannot be seen. @param {string} typed */
  const tidy = (typed) => typed.slice(0, LONGEST).normalize("NFC").replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g, "")
    .replace(/(?<![\p{L}\p{N}.])(?![ap]\.m)\p{L}{1,2}(?:\.\p{L}{1,2})+(?![\p{L}\p{N}])/gu, (acronym) => acronym.toUpperCase());

  return (typed) => {
    /** @type {SearchQuery} */
    const asked = { concepts: [], without: [], name: "" };
    const query = tidy(typed);
    let rest = query.replace(/(^|\s)-"([^"]*)"?/g, (_, blank, text) => { asked.without.push(...formsIn(text, common).map(({ form }) => form)); return blank; });
    rest = rest.replace(/["“”«»]([^"“”«»]*)["“”«»]?/g, (_, text) => { asked.concepts.push(...phrase(text)); return " "; });
    rest = rest.replace(/(^|\s)-(?=\p{L})(\S+)/gu, (_, blank, text) => { asked.without.push(...formsIn(text, none).map(({ form }) => form)); return blank; });
    for (const { start: from, end, forms } of datesIn(rest, start.months, locale).reverse()) {
      const alternatives = forms.map((form) => ({ forms: [form], near: form.length < 9 && forms.length > 1 ? MONTH : 1, also: "" }));
      asked.concepts.push({ text: rest.slice(from, end), alternatives, begun: false, phrase: [] });
      rest = `${rest.slice(0, from)} ; ${rest.slice(end)}`;
    }
    const typing = /[\p{L}\p{N}]$/u.test(rest);
    let words = wordsOf(rest, common);
    // Words that are everywhere are looked for where there are no others; of some acronyms they are the letters.
    if (!words.length && !asked.concepts.length) words = wordsOf(rest, none);
    // Said twice is not asked twice.
    words = words.filter(({ form }, at) => at === words.length - 1 || !words.slice(0, at).some((other) => keyOf(other.form) === keyOf(form)));
    asked.concepts.push(...concepts(words, typing).slice(0, MOST));
    const joined = wordsOf(query, common).map(inName).join(" ");
    asked.name = joined ? `${joined}=` : "";
    return asked;
  };
};
