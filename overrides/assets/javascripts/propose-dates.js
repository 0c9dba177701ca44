"use strict";

/*
 * Dates and addresses: whether they exist, and what those mean that are written otherwise, as `kb check` has it
 * (parse/dates_meant.py, parse/hints.py).
 */

/** @param {Record<string, number>} months the numbers of the months, by their names without accents */
const proposalDates = (months) => {
  /** @type {(year: number, month: number, day?: number) => string} */
  const calendar = (year, month, day) => {
    const found = new Date(Date.UTC(year, month - 1, day ?? 1));
    if (year < 1000 || found.getUTCMonth() !== month - 1) return "";
    return found.toISOString().slice(0, day === undefined ? 7 : 10);
  };

  /** The day or days that numbers may mean: in Spanish the day comes first, unless what follows is no month. @type {(one: number, other: number, year: number) => string} */
  const numbers = (one, other, year) => {
    const read = kb.locale === "es" && other <= 12 ? [calendar(year, other, one)] : [calendar(year, other, one), calendar(year, one, other)];
    const days = [...new Set(read.filter(Boolean))];
    return days.length === 1 ? days[0] : "";
  };

  /** A single date in EDTF, or an empty string. @param {string} text */
  const date = (text) => {
    if (/^[1-9]\d{3}$/.test(text)) return text;
    let found = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$/.exec(text);
    if (found) return numbers(Number(found[1]), Number(found[2]), Number(found[3]));
    found = /^(\d{4})(?:[/. –—‑-]| - )(\d{1,2})(?:(?:[/. –—‑-]| - )(\d{1,2}))?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text);
    if (found) return calendar(Number(found[1]), Number(found[2]), found[3] ? Number(found[3]) : undefined);
    found = /^(\d{1,2})[/. -](\d{4})$/.exec(text);
    if (found) return calendar(Number(found[2]), Number(found[1]));
    found = /^(\d{1,2})(?:st|nd|rd|th|\.?(?:o|er|ro|°))?(?: de| of)?[ /-]([a-z]+)\.?,?(?: del?| of)?[ /-](\d{4})$/.exec(text);
    if (found && months[found[2]]) return calendar(Number(found[3]), months[found[2]], Number(found[1]));
    found = /^([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/.exec(text);
    if (found && months[found[1]]) return calendar(Number(found[3]), months[found[1]], Number(found[2]));
    found = /^([a-z]+)\.?(?: del?| of)? (\d{4})$/.exec(text);
    return found && months[found[1]] ? calendar(Number(found[2]), months[found[1]]) : "";
  };

  /** @type {(year: number, month: number, day?: number) => number} */
  const place = (year, month, day = 0) => year * 10000 + month * 100 + day;

  /** The earliest and the latest day of a date in EDTF, as numbers; null if it does not exist. @type {(text: string) => [number, number] | null} */
  const days = (text) => {
    const found = /^(\d{2}XX|\d{3}X|\d{4})(?:-(XX|\d{2}))?(?:-(XX|\d{2}))?[~?%]?$/.exec(text);
    if (!found) return null;
    const year = Number(found[1].replaceAll("X", "0"));
    const last = Number(found[1].replaceAll("X", "9"));
    const part = Number(found[2] ?? 0) || 0;
    const day = Number(found[3] ?? 0) || 0;
    if (year < 1000) return null;
    if (!part) return [place(year, 1, 1), place(last, 12, 31)];
    if (part > 32) return part < 37 ? [place(year, 3 * (part - 33) + 1, 1), place(year, 3 * (part - 32), 31)] : null;
    if (part > 20) return part % 2 ? [place(year, 3, 1), place(year, 12, 31)] : [place(year - 1, 12, 1), place(year + 1, 3, 31)];
    if (!calendar(year, part, day || undefined)) return null;
    return day ? [place(year, part, day), place(year, part, day)] : [place(year, part, 1), place(year, part, 31)];
  };

  /** The same of one of several dates. @type {(text: string) => [number, number] | null} */
  const several = (text) => {
    if (!text.startsWith("[")) return days(text);
    const found = text.slice(1, -1).split(",").map((one) => days(one.trim()));
    // As the check has it, they are in order.
    const isInOrder = found.every((one, at) => one && (!at || (found[at - 1]?.[1] ?? 0) < one[0]));
    return isInOrder ? [found[0]?.[0] ?? 0, found.at(-1)?.[1] ?? 0] : null;
  };

  /** The name of the error in a well-formed date or period, or an empty string. @param {string} value */
  const wrong = (value) => {
    const [first = "", last] = value.split("/");
    const ends = [first, last].map((end) => (end === undefined || end === "" || end === ".." ? undefined : several(end)));
    if (ends.includes(null)) return "date_impossible";
    if (last === undefined) return "";
    if (first === last) return "when_twice";
    return ends[0] && ends[1] && ends[0][0] > ends[1][1] ? "when_backwards" : "";
  };

  const OPEN = "open";
  const TO = "(?: ?[-–—] ?| y | al? | and | to | hasta | until )";
  const NOW = "(?:hoy|la fecha|(?:el )?presente|(?:la )?actualidad|ahora|today|now|date|ongoing|(?:the )?present)";
  const ABOUT = /^(?:hacia|circa|ca?\.?|about|around|aprox\.?|approx\.?|aproximadamente|approximately)(?: el)? (.+)$/;
  /** What else a period may be written as, and its ends. @type {[RegExp, (...parts: string[]) => string[]][]} */
  const PERIODS = [
    [RegExp(`^(?:del? |from )?(\\d{1,2})${TO}(?:el )?(\\d{1,2})( .+)$`), (first, last, rest) => [first + rest, last + rest]],
    [RegExp(`^(?:from )?([a-z]+\\.? )(\\d{1,2})${TO}(\\d{1,2})(,? \\d{4})$`), (month, first, last, rest) => [month + first + rest, month + last + rest]],
    [RegExp(`^(?:de |from )?([a-z]+\\.?)${TO}([a-z]+\\.?)((?: del?| of)? \\d{4})$`), (first, last, rest) => [first + rest, last + rest]],
    [/^(?:hasta|until|till|up to)(?: el)? (.+)$/, (last) => [OPEN, last]],
    [RegExp(`^(?:desde |since |from |a partir de |de )?(?:el )?(.+?),? ?(?:-|–|—|/|hasta|al?|to|until|till) ?${NOW}$`), (first) => [first, OPEN]],
    [/^(?:desde|since|from|a partir de)(?: el)? (.+?)(?: on| onwards| en adelante)?$/, (first) => [first, OPEN]],
  ];
  const ENDS = / ?\/ ?| ?[-–—] ?| al? | to | hasta | until /g;

  /** The ends of the periods that a text may mean. @param {string} text */
  const periods = (text) => {
    const named = PERIODS.flatMap(([pattern, ends]) => {
      const found = pattern.exec(text);
      return found ? [ends(...found.slice(1))] : [];
    });
    const inside = text.replace(/^(?:del?|desde|from|between) (?:el )?/, "");
    const split = Array.from(inside.matchAll(ENDS), ({ 0: { length }, index }) => [inside.slice(0, index), inside.slice(index + length).replace(/^el /, "")]);
    return [...named, ...split];
  };

  return Object.freeze({
    wrong,
    /** A date or period as people write it, in EDTF; an empty string if it is none, or may be several. @param {string} written */
    meant: (written) => {
      const text = proposalText.fold(written).replace(/\s+/g, " ").trim().replace(/[.,;]$/, "");
      const single = date(text);
      if (single) return single;
      const about = date(ABOUT.exec(text)?.[1] ?? "");
      if (about) return `${about}~`;
      const found = periods(text).map((ends) => ends.map((end) => (end === OPEN ? ".." : date(end))));
      return found.filter(([first, last]) => first && last).map((ends) => ends.join("/")).find((period) => !wrong(period)) ?? "";
    },
    /** A web address without its beginning, made whole; likewise. @param {string} written */
    address: (written) => (/^(www\.|[a-z0-9-]+\.(gob|gov|org|int)\b)[^\s<>"']*$/.test(written) ? `https://${written}` : ""),
  });
};
