"use strict";

/*
 * Words as the search compares them: publish/search/words.py does the same with what pages say, and says what forms and
 * keys are. No DOM.
 */
const searchWords = (() => {
  const TOKEN = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:([0-9]{1,2}:[0-9]{2}(?![0-9]))`
    + String.raw`|([0-9]{1,3}(?:[.,\u0020\u00a0\u202f][0-9]{3})+(?![\p{L}\p{N}]))`
    + String.raw`|([0-9]+[.,][0-9]{1,2}(?![\p{L}\p{N}]|[.,\/\-][0-9]))`
    + String.raw`|([A-ZÁÉÍÓÚÜÑ]{1,2}(?:\.[A-ZÁÉÍÓÚÜÑ]{1,2})+(?![\p{L}\p{N}])))`
    + String.raw`|([\p{L}\p{N}]+(?:[\-\u2010\u2011'\u2019][\p{L}\p{N}]+)*)`, "gu");
  const ACRONYM = /^[A-ZÁÉÍÓÚÜÑ][A-ZÁÉÍÓÚÜÑ0-9]{1,5}s?$/u;

  /** A word in lower case and without accents, but for ñ, which is a letter of its own. @param {string} word */
  const unaccented = (word) => word.normalize("NFC").toLowerCase()
    .replace(/[^ñ]+/gu, (part) => part.normalize("NFKD").replace(/\p{M}/gu, ""));

  /** A word as it is looked up: ñ is found by n as well. @param {string} word */
  const plain = (word) => unaccented(word).replaceAll("ñ", "n");

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
      const [written, time, whole, decimal, dotted] = match;
      /** @type {(form: string, at?: number, within?: number, part?: string) => void} */
      const add = (form, at = place, within = 0, part = written) => {
        const start = match.index + within;
        if (form) found.push({ place: at, form, start, end: start + part.length });
      };
      if (time) add(time);
      else if (whole) add(whole.replace(/[^0-9]/g, ""));
      else if (decimal) add(decimal.replace(",", "."));
      else if (dotted) add(`${dotted.replaceAll(".", "").toLowerCase()}.`);
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

  /** The pattern of dates, as in words.py. @param {string[]} names of the months, folded */
  const datePattern = (names) => {
    const month = `(${[...names].sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).join("|")})\\.?`;
    const day = String.raw`(\d{1,2})(?:\.?º|st|nd|rd|th)?`;
    const many = String.raw`(?:\s*(?:-|–|y|al?|and|to|,)\s*${day})?`;
    const year = String.raw`(\d{4})(?!\d)`;
    return new RegExp([
      String.raw`(?:(?<!\d)${day}${many}\s+(?:de\s+)?)?${month}\s+(?:de\s+|del\s+)?${year}`,
      String.raw`${month}(?:\s+${day}${many},?)?\s+${year}`,
      String.raw`(?<!\d)(\d{4})-(\d\d)(?:-(\d\d))?(?!\d|-\d)`,
      String.raw`(?<![\d\/.])(\d{1,2})[\/.\-](\d{1,2})[\/.\-](\d{4})(?!\d)`,
      String.raw`(?<![\d\/.])(\d{1,2})[\/](\d{4})(?!\d)`,
    ].map((one) => `(?:${one})`).join("|"), "g");
  };

  /** The form of a date; empty if there is no such date. @type {(year: string, month: number, day?: string) => string} */
  const dateForm = (year, month, day = "") => {
    if (Number(year) < 1900 || Number(year) > 2099 || month < 1 || month > 12 || Number(day) > 31) return "";
    return [year, String(month).padStart(2, "0"), ...(day ? [day.padStart(2, "0")] : [])].join("-");
  };

  /**
   * The dates of a query: for each the forms that it may be, the likeliest first, and what it takes up of the query.
   * @type {(query: string, months: Record<string, number>, locale: string) => { start: number, end: number, forms: string[] }[]}
   */
  const datesIn = (query, months, locale) => {
    // Each letter becomes one letter: places stay what they are.
    const folded = [...query].map((letter) => (plain(letter).length === letter.length ? plain(letter) : letter)).join("");
    return [...folded.matchAll(datePattern(Object.keys(months)))].flatMap((match) => {
      const [, d1, d2, m1, y1, m2, d3, d4, y2, y3, m3, d5, one, two, y4, m5, y5] = match;
      const forms = [];
      if (m1 || m2) {
        for (const day of [d1 ?? d3, d2 ?? d4]) if (day) forms.push(dateForm(y1 ?? y2, months[m1 ?? m2], day));
        forms.push(dateForm(y1 ?? y2, months[m1 ?? m2]));
      } else if (y3) forms.push(...(d5 ? [dateForm(y3, Number(m3), d5)] : []), dateForm(y3, Number(m3)));
      else if (y4) {
        forms.push(dateForm(y4, Number(two), one));
        if (locale === "en") forms.push(dateForm(y4, Number(one), two));
        forms.push(dateForm(y4, Number(two)));
      } else forms.push(dateForm(y5, Number(m5)));
      const known = [...new Set(forms.filter(Boolean))];
      return known.length ? [{ start: match.index, end: match.index + match[0].length, forms: known }] : [];
    });
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
      if (stem === undefined) known.set(form, stem = plain(stemmer.stemWord(form)));
      return stem;
    };
    /** @param {string} form */
    const keyOf = (form) => {
      const bare = plain(form.replace(/\.+$/, ""));
      if (/[0-9]/.test(bare)) return bare;
      return unaccented(stemmer.stemWord(locale === "es" ? bare.replace(/ion$/, "ión") : bare));
    };
    return { stemOf, keyOf };
  };

  return Object.freeze({ unaccented, plain, formsIn, datesIn, keys });
})();
