"use strict";

/*
 * Citations of entries for reference managers: RIS, BibTeX and CSL-JSON, as the page of each entry has them (citation.py)
 * and by the same rules of escaping (formats.py).
 */

/** @param {ExploreData} data */
const exploreCitations = (data) => {
  const changed = new Map(data.entries.map(([address], index) => [address, data.days?.slice(8 * index, 8 * index + 8) ?? ""]));
  const house = document.querySelector('meta[property="dcterms:publisher"]')?.getAttribute("content") ?? "";

  // Whatever some program takes for the end of a line, and other control characters.
  // eslint-disable-next-line no-control-regex
  const breaks = /[\x00-\x20\x7f-\x9f\u2028\u2029]+/g;
  /** @param {string} text */
  const onOneLine = (text) => text.replace(/\p{Surrogate}/gu, "\ufffd").replace(breaks, " ").trim();

  /** @type {Record<string, string>} */
  const commands = { "\\": "\\textbackslash{}", "^": "\\textasciicircum{}", "~": "\\textasciitilde{}" };
  /** BibTeX counts braces even after a backslash: one without its counterpart is written as a command. @param {string} text */
  const inTex = (text) => {
    /** @type {number[]} */
    const opened = [];
    /** @type {Set<number>} */
    const odd = new Set();
    const characters = [...text];
    characters.forEach((character, place) => {
      if (character === "{") opened.push(place);
      else if (character === "}" && opened.pop() === undefined) odd.add(place);
    });
    opened.forEach((place) => odd.add(place));
    return characters.map((character, place) => {
      if (odd.has(place)) return character === "{" ? "\\textbraceleft{}" : "\\textbraceright{}";
      return commands[character] ?? (/[{}#$%&_]/.test(character) ? `\\${character}` : character);
    }).join("");
  };

  /**
   * What is cited: the entry in this knowledge base, as of its last change.
   * @param {ExploreEntry} entry
   * @param {string} url
   */
  const work = ({ address, title, locale }, url) => {
    const day = changed.get(address) ?? "";
    return { id: address.split("/").pop() ?? "", title: onOneLine(title), locale, url, year: day.slice(0, 4), month: day.slice(4, 6), day: day.slice(6) };
  };
  /** @typedef {ReturnType<typeof work>} Work */

  /** @param {Work} cited */
  const ris = ({ id, title, locale, url, year, month, day }) => [
    ["TY", "ELEC"], ["ID", id], ["TI", title], ["T2", onOneLine(house)], ["PY", year],
    ["DA", `${year}/${month}/${day}`], ["LA", locale], ["UR", url], ["ER", " "],
  ].filter(([, value]) => value).map(([tag, value]) => `${tag}  - ${value.trim()}\n`).join("");

  /** @param {Work} cited */
  const bib = ({ id, title, url, year, month }) => {
    const fields = { title: `{${inTex(title)}}`, howpublished: inTex(onOneLine(house)), year, month: String(Number(month)), url };
    const lines = Object.entries(fields).filter(([, value]) => value).map(([name, value]) => `  ${name} = {${value}},\n`);
    return `@misc{${id},\n${lines.join("")}}\n`;
  };

  /** @param {Work} cited */
  const csl = ({ id, title, locale, url, year, month, day }) => ({
    id,
    type: "webpage",
    title,
    "container-title": house,
    issued: { "date-parts": [[Number(year), Number(month), Number(day)]] },
    language: locale,
    ...(url ? { URL: url } : {}),
  });

  /**
   * Formats by the endings of their files; each makes a text of entries and their URLs, which are empty where there are none.
   * @type {Record<string, { type: string, make: (entries: ExploreEntry[], address: (entry: ExploreEntry) => string) => string }>}
   */
  const formats = {
    ris: {
      type: "application/x-research-info-systems",
      make: (entries, address) => entries.map((entry) => ris(work(entry, address(entry)))).join(""),
    },
    bib: {
      type: "application/x-bibtex",
      make: (entries, address) => entries.map((entry) => bib(work(entry, address(entry)))).join("\n"),
    },
    "csl.json": {
      type: "application/vnd.citationstyles.csl+json",
      make: (entries, address) => JSON.stringify(entries.map((entry) => csl(work(entry, address(entry)))), null, 1),
    },
  };
  return formats;
};
