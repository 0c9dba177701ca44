"use strict";

/*
 * Entries as a file to take along: CSV for spreadsheets, JSON for programs.
 */

/**
 * @param {ExploreEntries} explore
 * @param {Readonly<Record<string, string>>} words
 */
const exploreFiles = ({ facets, labels, language, path, valuesOf }, words) => {
  /**
   * A row of a CSV file (RFC 4180). Spreadsheets run a cell that begins like a formula; a quotation mark keeps them from it.
   * @param {string[]} cells
   */
  const line = (cells) => cells
    .map((cell) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell))
    .map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(",");

  /**
   * The address to hand out: over http the whole, from an unpacked copy only the part that means something elsewhere.
   * @param {ExploreEntry} entry
   */
  const address = (entry) => (location.protocol === "file:" ? path(entry) : new URL(path(entry), kb.root).href);

  /** @type {Record<string, { type: string, make: (entries: ExploreEntry[]) => string }>} */
  const formats = {
    csv: {
      type: "text/csv;charset=utf-8",
      // With a byte order mark Excel reads it as UTF-8.
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

  let last = "";
  /** Hand out entries in a format. @type {(format: string, entries: ExploreEntry[]) => void} */
  return (format, entries) => {
    URL.revokeObjectURL(last);
    const { type, make } = formats[format];
    last = URL.createObjectURL(new Blob([make(entries)], { type }));
    kb.element("a", { href: last, download: `rcm-explore-${kb.locale}.${format}` }).click();
  };
};
