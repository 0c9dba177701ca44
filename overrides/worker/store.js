"use strict";

/*
 * The worker of a copy of the site that is saved on a reader's device: what is kept, and how it is read. The worker is
 * registered when a reader asks for a copy (assets/javascripts/save.js) and not before; the files of this folder are
 * published as one, sw.js. What it keeps are bundles (publish/saved/bundles.py), whole or as far as they have arrived, and
 * for each language two records: the copy that is whole, and the one that is begun.
 */

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

const store = (() => {
  const { scope } = worker.registration;
  // All sites of a host share their caches: its name says whose it is.
  const CACHE = `rcm-saved ${scope}`;
  const LOCALES = ["es", "en"];
  // As many bundles stay unpacked; a page and its search need four.
  const MOST_OPEN = 6;

  /** @param {string} path */
  const at = (path) => new URL(path, scope).href;
  /** @param {string} name */
  const bundleAt = (name) => at(`saved/${name}`);
  /** What has arrived of one on whose way the line broke. @param {string} name */
  const arrivedAt = (name) => at(`saved/arrived.${name}`);
  /** @param {string} locale */
  const copyAt = (locale) => at(`saved/copy.${locale}`);
  /** @param {string} locale */
  const begunAt = (locale) => at(`saved/begun.${locale}`);

  /** The cache, if there is one: to open it would make it. */
  const held = async () => (await caches.has(CACHE) ? caches.open(CACHE) : null);

  /** A record; none if it is damaged. @type {(key: string) => Promise<SavedCopy | null>} */
  const record = async (key) => await (await (await held())?.match(key))?.json().catch(() => null) ?? null;

  /** What the first object in a script says. @param {string} text */
  const saidIn = (text) => JSON.parse(text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1));

  /** The name of a bundle of these bytes. @param {ArrayBuffer} data */
  const nameOf = async (data) => {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
    return `${Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("")}.zlib`;
  };

  /** The files of a bundle, by path. @type {(data: ArrayBuffer) => Promise<Map<string, SavedFile>>} */
  const unpacked = async (data) => {
    const stream = new Response(data).body?.pipeThrough(new DecompressionStream("deflate"));
    const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
    const first = bytes.indexOf(10);
    /** @type {[path: string, type: string, length: number][]} */
    const listed = JSON.parse(new TextDecoder().decode(bytes.subarray(0, first)));
    let place = first + 1;
    return new Map(listed.map(([path, type, length]) => {
      place += length;
      return [path, { type, bytes: bytes.subarray(place - length, place) }];
    }));
  };

  /** @type {Promise<SavedCopy[]> | null} */
  let known = null;
  /** @type {Map<string, Promise<Map<string, SavedFile>>>} */
  const opened = new Map();

  /** The copies that are whole. */
  const copies = () => {
    known ??= Promise.all(LOCALES.map((locale) => record(copyAt(locale)))).then((found) => found.flatMap((copy) => copy ?? []));
    known.catch(() => { known = null; });
    return known;
  };

  /** A bundle. @param {string} name */
  const open = (name) => {
    const files = opened.get(name) ?? (async () => {
      const answer = await (await held())?.match(bundleAt(name));
      if (!answer) throw new Error(`not there: ${name}`);
      return unpacked(await answer.arrayBuffer());
    })();
    // What was used last goes last.
    opened.delete(name);
    opened.set(name, files);
    files.catch(() => opened.delete(name));
    for (const [oldest] of opened) if (opened.size > MOST_OPEN) opened.delete(oldest);
    return files;
  };

  /** Read all of it again. */
  const forget = () => { known = null; opened.clear(); };

  return Object.freeze({ CACHE, LOCALES, at, bundleAt, arrivedAt, copyAt, begunAt, held, record, saidIn, nameOf, unpacked, copies, open, forget });
})();
