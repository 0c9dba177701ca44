"use strict";

/*
 * What is inside the copy of the site in one file: pages and pieces of the search index, in compressed blocks
 * (publish/packs/single/blocks.py). No DOM but the element that holds them.
 */
const singleBlocks = (() => {
  // So many unpacked blocks are kept: those of the results of a search, and some pages.
  const MOST = 24;
  const packed = (document.getElementById("kb-blocks")?.textContent ?? "").trim().split("\n");
  /** @type {Map<number, Promise<SingleBlock>>} */
  const unpacked = new Map();

  const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;,=>?@^_`{|}~";
  const values = new Uint8Array(128);
  [...DIGITS].forEach((digit, value) => { values[digit.charCodeAt(0)] = value; });

  /** The bytes of a text: four for five digits, the last digits as many as are needed. @param {string} text */
  const bytesOf = (text) => {
    const groups = Math.ceil(text.length / 5);
    const digits = text.padEnd(5 * groups, "~");
    const view = new DataView(new ArrayBuffer(4 * groups));
    for (let group = 0; group < groups; group += 1) {
      let number = 0;
      for (let at = 5 * group; at < 5 * group + 5; at += 1) number = 85 * number + values[digits.charCodeAt(at)];
      view.setUint32(4 * group, number);
    }
    return new Uint8Array(view.buffer, 0, 4 * groups - (digits.length - text.length));
  };

  /** @type {(at: number) => Promise<SingleBlock>} */
  const unpack = async (at) => (
    new Response(new Blob([bytesOf(packed[at])]).stream().pipeThrough(new DecompressionStream("deflate"))).json());

  /** @type {(at: number) => Promise<SingleBlock>} */
  const block = (at) => {
    const found = unpacked.get(at) ?? unpack(at);
    unpacked.delete(at);
    unpacked.set(at, found);
    const [oldest] = unpacked.keys();
    if (unpacked.size > MOST) unpacked.delete(oldest);
    return found;
  };

  const first = unpack(0).then(({ names, shared }) => ({
    places: new Map(/** @type {string[][]} */ (names).flatMap((held, at) => held.map((name) => [name, at + 1]))),
    shared: /** @type {string[]} */ (shared),
  }));

  /**
   * What is inside by this name; nothing if there is no such thing.
   * @param {string} name
   */
  const take = async (name) => {
    const at = (await first).places.get(name);
    return at === undefined ? undefined : (await block(at))[name];
  };

  /**
   * A text with what it shares with others; ~1f~ stands for the entry of this number (base 36), which may have others in
   * it, ~~ for ~.
   * @type {(text: string, shared: string[]) => string}
   */
  const whole = (text, shared) => text.replace(/~([0-9a-z]*)~/g, (_, number) => (number ? whole(shared[parseInt(number, 36)], shared) : "~"));

  /** The page at an address. @type {(address: string) => Promise<SinglePage | null>} */
  const page = async (address) => {
    const found = await take(`#/${address}`);
    if (!found) return null;
    const [title, sheets, content] = /** @type {[string, string[], string]} */ (found);
    return { title, sheets, content: whole(content, (await first).shared) };
  };

  /** The same for all texts in lists of lists. @type {(value: unknown, shared: string[]) => unknown} */
  const wholeIn = (value, shared) => {
    if (Array.isArray(value)) return value.map((one) => wholeIn(one, shared));
    return typeof value === "string" ? whole(value, shared) : value;
  };

  /** A piece of the search index. What pages say is written as pages are. @param {string} name */
  const piece = async (name) => {
    const value = await take(name);
    return name.includes("/text/") ? wholeIn(value, (await first).shared) : value;
  };

  return Object.freeze({ page, piece });
})();

/** The search asks for its pieces here; the stemmer has run already. */
window.rcmInside = async (path) => {
  if (path.endsWith("/stemmer.js")) return;
  const name = path.replace(/^search\//, "").replace(/\.js$/, "");
  const value = await singleBlocks.piece(name);
  if (value === undefined) throw new Error(`not inside: ${path}`);
  window.rcmSearch?.(name, value);
};
