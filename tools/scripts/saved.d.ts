/*
 * Types of the copy of the site that is saved on a reader's device. Types only, not published.
 */

/** What can be saved of a language (publish/saved/write.py). */
interface SavedList {
  version: string;
  date: string | null;
  revision: string;
  headers: Record<string, string>;
  bundles: [name: string, size: number][];
  /** Numbers of bundles. */
  always: number[];
  rest: number[];
  choices: [heading: string, choices: [address: string, label: string, bundles: number[]][]][];
}

/** A copy of a language, begun or whole. */
interface SavedCopy {
  locale: string;
  version: string;
  date: string | null;
  headers: Record<string, string>;
  /** The addresses of the topics and countries that were chosen; `null` for everything. */
  chosen: string[] | null;
  /** What that is in words: without a connection there is no list that says so. */
  named: string;
  bundles: string[];
  /** Bytes that all its bundles take. */
  size: number;
  /** Where readers bring it up to date, and the page for what is not in it; both from the root of the site. */
  page: string;
  missing: string;
  /** What readers are told when there is a newer one. */
  words: { newer: string, update: string };
  /** The bundle of each file, and the version of its search index; only of a whole one. */
  paths: Record<string, string>;
  index: string;
}

/** A file in a bundle (publish/saved/bundles.py). */
interface SavedFile {
  type: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** What there is of a language on the device. */
interface SavedState {
  /** The copy that can be read; `null` if there is none, or a part of it is missing. */
  copy: SavedCopy | null;
  begun: SavedCopy | null;
  /** The names of all bundles. */
  held: string[];
}

/** What the worker answers to who asks it to save something. */
type SavedAnswer = "done" | "more" | "paused" | "unreached" | "gone" | "damaged" | "full" | null;
