"use strict";

/*
 * The dates of a text or a query: publish/search/words.py knows most of these forms too. No DOM.
 */
const searchDates = (() => {
  const { plain } = searchWords;

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
      String.raw`(?<![\d\/.])(\d{4})[\/.](\d{1,2})[\/.](\d{1,2})(?![\d\/])`,
      String.raw`(?<![\d\/.\-])(\d{1,2})([\/\-])(\d{1,2})\21(\d\d)(?![\d\/.\-])`,
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
      const [, d1, d2, m1, y1, m2, d3, d4, y2, y3, m3, d5, one, two, y4, m5, y5, y6, m6, d6, first, , second, short] = match;
      const forms = [];
      if (m1 || m2) {
        for (const day of [d1 ?? d3, d2 ?? d4]) if (day) forms.push(dateForm(y1 ?? y2, months[m1 ?? m2], day));
        forms.push(dateForm(y1 ?? y2, months[m1 ?? m2]));
      } else if (y3) forms.push(...(d5 ? [dateForm(y3, Number(m3), d5)] : []), dateForm(y3, Number(m3)));
      else if (y6) forms.push(dateForm(y6, Number(m6), d6), dateForm(y6, Number(m6)));
      else if (y4 || short) {
        const [year, a, b] = y4 ? [y4, one, two] : [`${Number(short) < 70 ? 20 : 19}${short}`, first, second];
        forms.push(dateForm(year, Number(b), a));
        if (locale === "en") forms.push(dateForm(year, Number(a), b));
        forms.push(dateForm(year, Number(b)));
      } else forms.push(dateForm(y5, Number(m5)));
      const known = [...new Set(forms.filter(Boolean))];
      return known.length ? [{ start: match.index, end: match.index + match[0].length, forms: known }] : [];
    });
  };

  return Object.freeze({ datesIn });
})();
