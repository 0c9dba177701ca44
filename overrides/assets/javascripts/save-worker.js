"use strict";

/*
 * The worker with which a copy of the site is saved on the device (overrides/worker/). There is none until a reader asks
 * for a copy.
 */

const saveWorker = (() => {
  const { root } = kb;
  // Milliseconds; the worker itself gives up earlier.
  const PATIENCE = 180_000;

  /** Whether the browser has what it takes. */
  const isPossible = isSecureContext && "serviceWorker" in navigator && "DecompressionStream" in window && "timeout" in AbortSignal;

  /** The worker, if there is one. */
  const found = async () => {
    const registration = await navigator.serviceWorker.getRegistration(root.href);
    // There may be one of another site, in a folder above.
    return registration?.scope === root.href ? registration.active : null;
  };

  /** The worker, registered if there is none. Throws where the browser has none for this site, as in some private windows. */
  const started = async () => {
    const registration = await navigator.serviceWorker.register(new URL("sw.js", root), { scope: root.href, updateViaCache: "none" });
    const coming = registration.installing ?? registration.waiting;
    if (!registration.active && coming) {
      await new Promise((resolve, reject) => coming.addEventListener("statechange", () => {
        if (coming.state === "activated") resolve(coming);
        if (coming.state === "redundant") reject(new Error("the worker did not start"));
      }));
    }
    if (!registration.active) throw new Error("the worker did not start");
    return registration.active;
  };

  /** Ask the worker for something; `null` if there is no answer. @type {(worker: ServiceWorker, ask: string, value: unknown) => Promise<any>} */
  const asked = (worker, ask, value) => new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const waiting = setTimeout(() => resolve(null), PATIENCE);
    port1.onmessage = ({ data }) => { clearTimeout(waiting); resolve(data); };
    worker.postMessage({ ask, value }, [port2]);
  });

  /**
   * Do what no other tab may do meanwhile: each would throw away what the other has begun. Returns whether it was done.
   * @type {(act: () => Promise<void>) => Promise<boolean>}
   */
  const onlyHere = (act) => navigator.locks.request(`rcm-saved ${root.href}`, { ifAvailable: true }, async (lock) => {
    if (lock) await act();
    return Boolean(lock);
  });

  return Object.freeze({ isPossible, found, started, asked, onlyHere });
})();
