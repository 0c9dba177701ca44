"use strict";

/*
 * What the worker answers to who asks for a file of the site: the file of the copy, and without one what the site says.
 */

const answers = (() => {
  const { at, saidIn, copies, open } = store;
  // Milliseconds until what is at hand has to do.
  const SHORT = 3_000;
  const START = /^search\/\w+\/start\.js$/;
  const PIECE = /^search\/\w+\/\w+\//;

  /** The start of a search of a part: it finds what is in it. @type {(copy: SavedCopy, bytes: Uint8Array) => Uint8Array<ArrayBuffer>} */
  const narrowed = ({ locale, paths }, bytes) => {
    const start = saidIn(new TextDecoder().decode(bytes));
    const numbers = Array.from({ length: start.count }, (_, number) => number);
    const absent = numbers.filter((number) => !Object.hasOwn(paths, `search/${locale}/text/${number}.js`));
    return new TextEncoder().encode(`rcmSearch("${locale}/start",${JSON.stringify({ ...start, absent })});\n`);
  };

  /** @type {(copy: SavedCopy, path: string, status?: number) => Promise<Response>} */
  const fromCopy = async (copy, path, status = 200) => {
    const file = (await open(copy.paths[path])).get(path);
    if (!file) throw new Error(`not there: ${path}`);
    const bytes = copy.chosen && START.test(path) ? narrowed(copy, file.bytes) : file.bytes;
    return new Response(bytes, { status, headers: { ...copy.headers, "Content-Type": file.type } });
  };

  /** What the site answers; nothing without a connection. @type {(request: Request, signal?: AbortSignal) => Promise<Response | null>} */
  const fromSite = (request, signal) => fetch(request, { signal }).catch(() => null);

  /** @type {(request: Request, path: string, search: string) => Promise<Response>} */
  const answer = async (request, path, search) => {
    const saved = await copies();
    /** @param {string} wanted */
    const having = (wanted) => saved.find(({ paths }) => Object.hasOwn(paths, wanted));
    const file = path === "" || path.endsWith("/") ? `${path}index.html` : path;
    const copy = having(file);
    // Who has saved a part searches in all of the site while there is a connection.
    if (copy?.chosen && START.test(file) && navigator.onLine) {
      const all = await fromSite(request, AbortSignal.timeout(SHORT));
      if (all?.ok) return all;
    }
    // No piece of an index goes with another index.
    if (copy && !(PIECE.test(file) && search !== `?${copy.index}`)) {
      try { return await fromCopy(copy, file); } catch { /* The browser has deleted it. */ }
    }
    const isPage = request.mode === "navigate";
    // As servers are told to do (publish/hosts/).
    if (isPage && having(`${path}.html`)) return Response.redirect(at(`${path}.html${search}`), 302);
    if (isPage && having(`${path}/index.html`)) return Response.redirect(at(`${path}/${search}`), 302);
    const now = await fromSite(request);
    if (now) return now;
    // In the language of the page that was asked for, if there is a copy in it.
    const told = saved.find(({ missing }) => missing.startsWith("en/") === path.startsWith("en/")) ?? saved[0];
    return isPage && told ? fromCopy(told, told.missing, 503) : Response.error();
  };

  return Object.freeze({ answer });
})();

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const root = worker.registration.scope;
  if (request.method !== "GET" || !request.url.startsWith(root)) return;
  const url = new URL(request.url);
  let path = url.pathname.slice(new URL(root).pathname.length);
  try { path = decodeURIComponent(path); } catch { return; }
  // The list of what can be saved is that of the site. What goes wrong here keeps nobody from the site.
  if (!path.startsWith("saved/")) event.respondWith(answers.answer(request, path, url.search).catch(() => fetch(request)));
});

worker.addEventListener("message", (event) => {
  const [port] = event.ports;
  const { ask, value } = event.data;
  event.waitUntil(tasks[ask](value).then((answer) => port.postMessage(answer), () => port.postMessage(null)));
});

worker.addEventListener("install", () => { worker.skipWaiting(); });
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));
