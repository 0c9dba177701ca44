"use strict";

/*
 * Words as the search compares them: publish/search/words.py does the same with what pages say, and says what forms and
 * keys are. No DOM.
 */
const searchWords = (() => {
  const TOKEN = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:([0-9]{1,2}:[0-9]{2}(?![0-9]))`
    + String.raw`|([0-9]{1,3}(?:[.,\u0020\u00a0\u202f][0-9]{3})+(?![\p{L}\p{N}]))`
    + String.raw`|([0-9]+[.,][0-9]{1,2}(?![\p{L}\p{N}]|[.,\/\-][0-9]))`
    + String.raw`|((?:[A-ZÁÉÍÓÚÜÑ]{1,2}\.[\u0020\u00a0])+[A-ZÁÉÍÓÚÜÑ]{1,2}\.)`
    + String.raw`|([A-ZÁÉÍÓÚÜÑ]{1,2}(?:\.[A-ZÁÉÍÓÚÜÑ]{1,2})+(?![\p{L}\p{N}])))`
    + String.raw`|([\p{L}\p{N}]+(?:[\-\u2010\u2011'\u2019][\p{L}\p{N}]+)*)`, "gu");
  const ACRONYM = /^[A-ZÁÉÍÓÚÜÑ][A-ZÁÉÍÓÚÜÑ0-9]{1,5}s?$/u;
  // British spellings as American ones.
  /** @type {[RegExp, string][]} */
  const BRITISH = [
    [/our(?=(?:s|ed|er|ers|ing|able|al|ite|ites|ly)?$)/, "or"],
    [/(?<=[a-z]{3})is(?=(?:e|ed|es|er|ers|ing|ation|ations|ational)$)/, "iz"],
    [/gramme(?=s?$)/, "gram"],
    [/centre(?=s?$)/, "center"],
  ];

  /** A word in lower case and without accents, but for ñ, which is a letter of its own. @param {string} word */
  const unaccented = (word) => word.normalize("NFC").toLowerCase()
    .replace(/[^ñ]+/gu, (part) => part.normalize("NFKD").replace(/\p{M}/gu, ""));

  /** A word as it is looked up: ñ is found by n as well. @param {string} word */
  const plain = (word) => unaccented(word).replaceAll("ñ", "n");

  // Nouns in -ar, -er and -ir, which the stemmer takes for verbs, and their plurals have one stem.
  const PLURAL = /(?<=[aei]r)es$/;

  /** @param {string} word */
  const american = (word) => BRITISH.reduce((spelled, [british, other]) => spelled.replace(british, other), word);

  /** The form of a simple word; empty if it is not looked for. @type {(word: string, common: Set<string>) => string} */
  const formOf = (word, common) => {
    if (ACRONYM.test(word)) return `${word.replace(/s$/, "").toLowerCase()}.`;
    const form = word.toLowerCase();
    return common.has(form) ? "" : form;
  };

  /**
   * The forms of a text that are looked for.
   * @type {(text: string, common: Set<string>) => SearchToken[]}
   */
  const formsIn = (text, common) => {
    /** @type {SearchToken[]} */
    const found = [];
    let place = 0;
    for (const match of text.matchAll(TOKEN)) {
      const [written, time, whole, decimal, spaced, dotted] = match;
      /** @type {(form: string, at?: number, within?: number, part?: string) => void} */
      const add = (form, at = place, within = 0, part = written) => {
        const start = match.index + within;
        if (form) found.push({ place: at, form, start, end: start + part.length });
      };
      if (time) add(time);
      else if (whole) add(whole.replace(/[^0-9]/g, ""));
      else if (decimal) add(decimal.replace(",", "."));
      else if (spaced) {
        const groups = [...spaced.matchAll(/[^.\s]+/g)];
        add(`${groups.join("").toLowerCase()}.`);
        groups.forEach(([group], offset) => add(formOf(group, common), place + offset, groups[offset].index, group));
        place += groups.length - 1;
      } else if (dotted) add(`${dotted.replaceAll(".", "").toLowerCase()}.`);
      else {
        const bare = written.replace(/['\u2019][\p{L}\p{N}]*/gu, "");
        const parts = bare.split(/[-\u2010\u2011]/).filter(Boolean);
        if (parts.length > 1) {
          add(parts.join("").toLowerCase());
          let within = 0;
          parts.forEach((part, offset) => {
            add(formOf(part, common), place + offset, within, part);
            within += part.length + 1;
          });
          place += parts.length - 1;
        } else add(formOf(parts[0] ?? "", common));
      }
      place += 1;
    }
    return found;
  };

  /**
   * What makes the keys of words of a language.
   * @param {string} locale
   */
  const keys = (locale) => {
    const stemmer = locale === "es" ? new window.SpanishStemmer() : new window.EnglishStemmer();
    /** @type {Map<string, string>} */
    const known = new Map();
    /** @param {string} form */
    const stemOf = (form) => {
      let stem = known.get(form);
      if (stem === undefined) known.set(form, stem = plain(stemmer.stemWord(locale === "en" ? american(form) : form.replace(PLURAL, ""))));
      return stem;
    };
    /** @param {string} form */
    const keyOf = (form) => {
      const bare = plain(form.replace(/\.+$/, ""));
      if (/[0-9]/.test(bare)) return bare;
      return unaccented(stemmer.stemWord(locale === "es" ? bare.replace(/ion$/, "ión").replace(PLURAL, "") : american(bare)));
    };
    return { stemOf, keyOf };
  };

  return Object.freeze({ unaccented, plain, formsIn, keys });
})();
