/*
 * The search engine, the same over http and from an unpacked copy.
 *
 * Pagefind's pieces are fetched over http. From file:// a browser fetches nothing, so there the pieces stand base64-coded in
 * scripts (search/<language>/packs/), which are added to the page when they are needed. The pieces that every search begins with
 * are in one (start.json): a reader on a slow line waits for them together with the engine, and not after it.
 */
"use strict";

window.rcmSearchEngine = (root) => {
  const offline = location.protocol === "file:";
  const MOST_COMPLETIONS = 6;
  /** @type {Map<string, Promise<void>>} */
  const scripts = new Map();
  /** @type {Map<string, Promise<SearchEngine>>} */
  const engines = new Map();
  /** @type {Map<string, { words: string[], folded: string[], known: Set<string> }>} */
  const vocabularies = new Map();

  /** Add a script of the site to the page, once. @param {string} path */
  const script = (path) => {
    let added = scripts.get(path);
    if (!added) {
      added = new Promise((resolve, reject) => {
        const element = document.createElement("script");
        element.src = new URL(path, root).href;
        element.onload = () => resolve();
        element.onerror = () => { scripts.delete(path); reject(new Error(`not there: ${path}`)); };
        document.head.append(element);
      });
      scripts.set(path, added);
    }
    return added;
  };

  /** @param {string} text */
  const decode = (text) => {
    const characters = atob(text);
    const bytes = new Uint8Array(characters.length);
    for (let at = 0; at < bytes.length; at += 1) bytes[at] = characters.charCodeAt(at);
    return bytes;
  };

  /** The pack that a piece is in: by the first digits of the hash in its name. (publish/search/scripts.py puts it there.) @type {(path: string, digits: Record<string, number>) => string} */
  const place = (path, digits) => {
    const [, kind, hash] = /^(\w+)\/[^/]*?_([0-9a-f]+)\./.exec(path) ?? [];
    return kind ? `${kind}-${hash.slice(0, digits[kind]) || "all"}` : path.split(".")[0];
  };

  /** Unpack a piece where it is packed (gzip, RFC 1952): where the browser can do that itself, the engine's script need not. @param {Uint8Array<ArrayBuffer>} bytes */
  const unpacked = (bytes) => (bytes[0] === 0x1f && bytes[1] === 0x8b && window.DecompressionStream
    ? new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")))
    : new Response(bytes));

  /** A piece that says how the others are found. No browser may use an old one: it names pieces that are gone. @type {(locale: string, base: string) => Promise<SearchStart>} */
  const first = async (locale, base) => {
    if (!offline) return (await fetch(`${base}start.json`, { cache: "no-cache" })).json();
    await script(`search/${locale}/packs/start.js`);
    return window.rcmStart[locale];
  };

  /** @type {(locale: string) => Promise<SearchEngine>} */
  const start = async (locale) => {
    const base = new URL(`search/${locale}/`, root).href;
    const program = `wasm.${locale}.pagefind`;
    // All at once: on a slow line each wait for an answer costs more than what comes with it.
    /** @type {Map<string, Promise<Response>>} */
    const asked = new Map(offline ? [] : [[program, fetch(base + program)]]);
    const [{ digits, pieces }] = await Promise.all([
      first(locale, base), script(`search/${locale}/pagefind.js`),
      offline ? script(`search/${locale}/packs/wasm.js`) : asked.get(program),
    ]);
    let fetched = 0;

    /** Answer as fetch does: with pieces that are here already, with those that scripts hold, else over http. @param {string} input */
    const fetchPiece = async (input) => {
      fetched += 1;
      const path = new URL(input, location.href).href.split("?")[0].slice(base.length);
      if (!(path in pieces) && !offline) {
        const response = await (asked.get(path) ?? fetch(input));
        return response.ok ? unpacked(new Uint8Array(await response.arrayBuffer())) : response;
      }
      if (!(path in pieces)) await script(`search/${locale}/packs/${place(path, digits)}.js`);
      const piece = pieces[path] ?? window.rcmPieces?.[locale][path];
      return piece ? unpacked(decode(piece)) : new Response(null, { status: 404 });
    };

    const engine = window.rcmPagefind(fetchPiece).createInstance({
      basePath: base,
      baseUrl: "/",
      excerptLength: 24,
      noWorker: true,
      ranking: { pageLength: 0.6, termFrequency: 0.7, termSaturation: 1.4, diacriticSimilarity: 0.4, metaWeights: { title: 6, names: 9, aliases: 0.3 } },
    });
    await engine.init();

    /** Fetch what holds the commonest words that begin as the last of the query, and say whether that is more than before. @param {string} query */
    const complete = async (query) => {
      const before = fetched;
      await Promise.all((await completions(locale, query)).map((word) => engine.preload(word)));
      return fetched > before;
    };

    return { search: (query, options) => engine.search(telling(locale, query), options), filters: () => engine.filters(), complete };
  };

  /** The engine of a language; loaded at the first call. @param {string} locale */
  const engine = (locale) => {
    let started = engines.get(locale);
    if (!started) {
      started = start(locale);
      started.catch(() => engines.delete(locale));
      engines.set(locale, started);
    }
    return started;
  };

  /** Words that stand on nearly every page: they tell no page from another, and their pieces of the index are the largest. */
  /** @type {Record<string, Set<string>>} */
  const COMMON = {
    en: new Set("a an and as at by for from in into is of on or the their to was with".split(" ")),
    es: new Set("a al como con de del e el en entre es la las lo los o para por que se sobre su sus un una y".split(" ")),
  };

  /** The query without such words, unless it has no others or is quoted, to be found as it stands. @type {(locale: string, query: string) => string} */
  const telling = (locale, query) => {
    if (query.includes('"')) return query;
    return query.split(/\s+/).filter((word) => !COMMON[locale].has(word.toLowerCase())).join(" ") || query;
  };

  /** @param {string} text */
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  /** The number of letters to change, add, leave out or swap (Damerau–Levenshtein), or more than `most`. @type {(a: string, b: string, most: number) => number} */
  const distance = (a, b, most) => {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    /** @type {number[]} */
    let before = [];
    let last = Array.from({ length: b.length + 1 }, (_, index) => index);
    for (let i = 1; i <= a.length; i += 1) {
      const row = [i];
      for (let j = 1; j <= b.length; j += 1) {
        const same = a[i - 1] === b[j - 1];
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      before = last;
      last = row;
    }
    return last[b.length];
  };

  /** The words of a language's index, in the order of how often they are used, and the same without case and accents. @param {string} locale */
  const vocabulary = async (locale) => {
    let known = vocabularies.get(locale);
    if (!known) {
      await script(`search/${locale}/words.js`);
      const words = window.rcmWords[locale].split(" ");
      const folded = words.map(fold);
      known = { words, folded, known: new Set(folded) };
      vocabularies.set(locale, known);
    }
    return known;
  };

  /** Words that a reader may be about to write: pieces hold words in the order of letters, and a beginning may be in several. @type {(locale: string, query: string) => Promise<string[]>} */
  const completions = async (locale, query) => {
    const { words, folded } = await vocabulary(locale);
    const begun = fold(query.split(/\s+/).at(-1) ?? "");
    return begun.length < 3 ? [] : words.filter((_, index) => folded[index].startsWith(begun)).slice(0, MOST_COMPLETIONS);
  };

  /** The query with unknown words replaced by the nearest known ones; empty when every word is known or none is near. @type {(locale: string, query: string) => Promise<string>} */
  const correct = async (locale, query) => {
    const { words, folded, known } = await vocabulary(locale);
    let changed = false;
    const corrected = query.split(/\s+/).map((word) => {
      const wanted = fold(word).replace(/[^\p{L}\p{N}]/gu, "");
      if (wanted.length < 4 || /\d/.test(wanted) || known.has(wanted) || folded.some((other) => other.startsWith(wanted))) return word;
      const most = wanted.length < 8 ? 1 : 2;
      let best = -1;
      let least = most + 1;
      folded.forEach((other, index) => {
        const found = distance(wanted, other, Math.min(most, least - 1));
        if (found < least) { least = found; best = index; }
      });
      if (best < 0) return word;
      changed = true;
      return words[best];
    });
    return changed ? corrected.join(" ") : "";
  };

  return { engine, correct, fold, telling, script };
};
