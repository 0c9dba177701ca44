"use strict";

/*
 * What a page can ask the worker for. A copy is fetched bundle by bundle, one for each question, so that a line that
 * breaks costs none of them, and a browser that ends workers after some minutes ends none in the middle of its work.
 */

const tasks = (() => {
  const { CACHE, LOCALES, at, bundleAt, arrivedAt, copyAt, begunAt, held, record, saidIn, nameOf, unpacked, copies, forget } = store;
  // Milliseconds.
  const PATIENCE = 120_000;
  const HOUR = 3_600_000;
  /** When the site was asked for its list, and the version of that. @type {Map<string, { when: number, version: string }>} */
  const asked = new Map();

  /** Delete the bundles that no copy has, whole or begun. Where there is no copy, nothing stays. */
  const sweep = async () => {
    const cache = await held();
    const wanted = new Set();
    for (const key of LOCALES.flatMap((locale) => [copyAt(locale), begunAt(locale)])) {
      for (const name of (await record(key))?.bundles ?? []) wanted.add(key).add(bundleAt(name)).add(arrivedAt(name));
    }
    for (const { url } of await cache?.keys() ?? []) if (!wanted.has(url)) await cache?.delete(url);
    if (wanted.size) return;
    await caches.delete(CACHE);
    await worker.registration.unregister();
  };

  /** Note what is to be saved. @param {SavedCopy} copy */
  const begin = async (copy) => {
    try { await (await caches.open(CACHE)).put(begunAt(copy.locale), new Response(JSON.stringify(copy))); } catch { return "full"; }
    return "done";
  };

  /**
   * Fetch a bundle, or what is missing of it, and keep it if it is what its name says. A large one on a poor line takes
   * several times: "more" says that some of it has come.
   * @param {string} name
   */
  const take = async (name) => {
    const [cache, url, arrived] = [await caches.open(CACHE), bundleAt(name), arrivedAt(name)];
    if (await cache.match(url)) return "done";
    const before = await (await cache.match(arrived))?.blob();
    const signal = AbortSignal.timeout(PATIENCE);
    /** @type {BlobPart[]} */
    let pieces = before ? [before] : [];
    try {
      /** @type {HeadersInit} */
      const headers = before ? { Range: `bytes=${before.size}-` } : {};
      // The browser need not keep it twice.
      const answer = await fetch(url, { headers, cache: "no-store", signal });
      // There is no more of it: what has arrived is damaged.
      if (answer.status === 416) await cache.delete(arrived);
      if (!answer.ok) return answer.status === 404 ? "gone" : "unreached";
      // Not every server sends a part of a file.
      if (answer.status !== 206) pieces = [];
      const reader = answer.body?.getReader();
      for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) pieces.push(read.value);
    } catch {
      const all = new Blob(pieces);
      if (all.size <= (before?.size ?? 0)) return "unreached";
      try { await cache.put(arrived, new Response(all)); } catch { return "full"; }
      return signal.aborted ? "more" : "unreached";
    }
    await cache.delete(arrived);
    const data = await new Blob(pieces).arrayBuffer();
    if (await nameOf(data) !== name) return "damaged";
    try { await cache.put(url, new Response(data)); } catch { return "full"; }
    return "done";
  };

  /** Check all of a copy as it is on the device. Only then it is one. @param {string} locale */
  const finish = async (locale) => {
    const [cache, copy] = [await held(), await record(begunAt(locale))];
    if (!cache || !copy) return "gone";
    const whole = { ...copy, paths: /** @type {Record<string, string>} */ ({}), index: "" };
    for (const name of copy.bundles) {
      const data = await (await cache.match(bundleAt(name)))?.arrayBuffer();
      if (!data || await nameOf(data) !== name) {
        await cache.delete(bundleAt(name));
        return "damaged";
      }
      for (const [path, { bytes }] of await unpacked(data)) {
        whole.paths[path] = name;
        if (path === `search/${locale}/start.js`) whole.index = saidIn(new TextDecoder().decode(bytes)).version;
      }
    }
    try { await cache.put(copyAt(locale), new Response(JSON.stringify(whole))); } catch { return "full"; }
    await cache.delete(begunAt(locale));
    forget();
    await sweep();
    return "done";
  };

  /** @param {string} locale */
  const remove = async (locale) => {
    const cache = await held();
    await cache?.delete(copyAt(locale));
    await cache?.delete(begunAt(locale));
    forget();
    await sweep();
    return "done";
  };

  /** What there is of a language. @type {(locale: string) => Promise<SavedState>} */
  const state = async (locale) => {
    const names = (await (await held())?.keys() ?? []).map(({ url }) => url.slice(bundleAt("").length));
    const [copy, begun] = [await record(copyAt(locale)), await record(begunAt(locale))];
    return { copy: copy?.bundles.every((name) => names.includes(name)) ? { ...copy, paths: {} } : null, begun, held: names };
  };

  /** What to say on pages of a copy that is not the newest any more. @param {string} locale */
  const newer = async (locale) => {
    const copy = (await copies()).find((one) => one.locale === locale);
    if (!copy) return null;
    let last = asked.get(locale);
    if (!last || Date.now() - last.when > HOUR) {
      const answer = await fetch(at(`saved/${locale}.js`), { cache: "no-cache", signal: AbortSignal.timeout(PATIENCE) });
      if (!answer.ok) return null;
      last = { when: Date.now(), version: saidIn(await answer.text()).version };
      asked.set(locale, last);
    }
    return last.version === copy.version ? null : { ...copy.words, href: at(copy.page) };
  };

  /** @type {Record<string, (value: any) => Promise<unknown>>} */
  const all = { begin, take, finish, remove, state, newer };
  return Object.freeze(all);
})();
