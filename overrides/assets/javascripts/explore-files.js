"use strict";

/*
 * Exports entries as CSV or JSON, or in one of the formats of citations.
 */

/**
 * @param {ExploreEntries} explore
 * @param {Readonly<Record<string, string>>} words
 * @param {ReturnType<typeof exploreCitations>} citations
 */
const exploreFiles = ({ cited, facets, labels, language, path, valuesOf }, words, citations) => {
  // What a spreadsheet would calculate, at the beginning of a cell, or after what may be taken for the end of one.
  const formula = /^(?=[\t\r\n])|(?:^|(?<=[,;|\t\r\n]))((?:[^\S\t\r\n]|")*)(?=[=+\-@＝＋－＠])/g;

  /**
   * A row of a CSV file (RFC 4180), as the build writes it (formats.py).
   * @param {string[]} cells
   */
  const line = (cells) => cells.map((cell) => `"${cell.replace(formula, "$1'").replaceAll('"', '""')}"`).join(",");

  /**
   * The URL to export: absolute over HTTP; from an offline copy, whose file:// URL is useless elsewhere, only the path.
   * @param {ExploreEntry} entry
   */
  const address = (entry) => (location.protocol === "file:" ? path(entry) : new URL(path(entry), kb.root).href);

  /** @type {Record<string, { type: string, make: (entries: ExploreEntry[]) => string }>} */
  const formats = {
    csv: {
      type: "text/csv;charset=utf-8",
      // The byte order mark makes Excel read it as UTF-8.
      make: (entries) => `\ufeff${[
        [words.title, words.date, ...facets.map(({ label }) => label), words.address],
        ...entries.map((entry) => [entry.title, entry.date, ...facets.map(({ name }) => labels(entry, name).join("; ")), address(entry)]),
      ].map((cells) => `${line(cells)}\r\n`).join("")}`,
    },
    json: {
      type: "application/json",
      make: (entries) => JSON.stringify(entries.map((entry) => ({
        address: entry.address,
        url: address(entry),
        title: entry.title,
        locale: language(entry),
        date: entry.date,
        ...Object.fromEntries(facets.map(({ name }) => [name, valuesOf(entry, name).map(([id, label]) => ({ id, label }))])),
      })), null, 1),
    },
  };

  for (const [name, { type, make }] of Object.entries(citations)) {
    // A file of an unpacked copy has no address that means anything to others.
    /** @param {ExploreEntry} entry */
    const place = (entry) => (location.protocol === "file:" ? "" : new URL(cited(entry), kb.root).href);
    formats[name] = { type, make: (entries) => make(entries, place) };
  }

  let last = "";
  /** Download entries in a format. @type {(format: string, entries: ExploreEntry[]) => void} */
  return (format, entries) => {
    URL.revokeObjectURL(last);
    const { type, make } = formats[format];
    last = URL.createObjectURL(new Blob([make(entries)], { type }));
    kb.element("a", { href: last, download: `rcm-explore-${kb.locale}.${format}` }).click();
  };
};
