"use strict";

/*
 * Cleans up typed or pasted text, and makes ids.
 */

const proposalText = (() => {
  const LONGEST_ID = 60;
  // Invisible characters that mean nothing in Spanish or English: soft hyphens, zero-width spaces, marks of direction,
  // tags and all control characters but tabs and line ends; halves of characters, and what is none. Joiners stay.
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  const VOID = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\p{Cs}\u{e0000}-\u{e007f}]/gu;

  /**
   * Normalise text: NFC, line ends, no invisible characters.
   * @param {string} text
   */
  const tidy = (text) => text.replace(/\r\n?|\u0085|[\u2028\u2029]/g, "\n").replaceAll("\u000c", "\n\n").replace(VOID, "").normalize("NFC");

  /** A title as it is found in file names and addresses. @type {(title: string, longest?: number) => string} */
  const id = (title, longest = LONGEST_ID) => {
    const whole = title.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
    return whole.length <= longest ? whole : whole.slice(0, longest).replace(/-[^-]*$/, "");
  };

  // As pages find addresses: they begin a word, or stand after a bracket or a sign of Markdown (GFM, 6.9).
  const ADDRESS = /(?<=^|[\s*_~(])((?:https?:\/\/|www\.)[^\s<>]+)/i;

  /** Whether the last sign belongs to the sentence around an address (GFM, 6.9), and needs no escape, which would not. @param {string} address */
  const isAround = (address) => /(?:[?!.,'"]|[^:]:)$/.test(address) || (address.endsWith(")") && address.split(")").length > address.split("(").length);

  // Names without a point or of one's own network, and numbers kept for these: as the check has it (model/web.py).
  const LOCAL = /^[^.]*\.?$|\.(localhost|local|internal|lan|alt|home\.arpa)\.?$|^(0|10|127|169\.254|172\.(1[6-9]|2\d|3[01])|192\.168)\.[\d.]+$/;

  /** Whether browsers follow an address exactly as written, with no user name, to a host that anyone can reach. @param {string} whole */
  const leads = (whole) => URL.canParse(whole) && !/[@[\]\\]/.test(whole.slice(whole.indexOf("//") + 2).split(/[/?#]/)[0])
    && !LOCAL.test(new URL(whole).hostname);

  return Object.freeze({
    LONGEST_ID,
    /** Splits a text at web addresses, every second piece: in links, an escape would be part of the address. @param {string} text */
    pieces: (text) => {
      const made = [""];
      text.split(ADDRESS).forEach((piece, place) => {
        let end = place % 2 ? piece.length : 0;
        while (end && isAround(piece.slice(0, end))) end -= 1;
        if (end) made.push(piece.slice(0, end), "");
        made[made.length - 1] += piece.slice(end);
      });
      return made;
    },
    leads,
    /** An address in a text as it is written in the file; an empty string if it leads nowhere. @param {string} text */
    address: (text) => (leads(/^www/i.test(text) ? `https://${text}` : text)
      ? text.replace(/[\\`{|}[\]^]/g, encodeURIComponent).replaceAll("::", ":%3A")
      : ""),
    tidy,
    id,
    /** The day at the reader's place (ISO 8601). */
    today: () => {
      const now = new Date();
      return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((one) => String(one).padStart(2, "0")).join("-");
    },
    /** Collapse text into one line. @param {string} text */
    line: (text) => tidy(text).replaceAll("\t", " ").replaceAll("\u000b", " ").replace(/ *\n\s*/g, " ").trim(),
    /** Without case and accents, to compare. @param {string} text */
    fold: (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase(),
    /** The id of a new entry: made of its title, and that of no other. @type {(title: string, isTaken: (id: string) => boolean) => string} */
    freeId: (title, isTaken) => {
      let free = id(title) || "proposal";
      for (let number = 2; isTaken(free); number += 1) {
        const mark = `-${number}`;
        free = (id(title, LONGEST_ID - mark.length) || "proposal") + mark;
      }
      return free;
    },
  });
})();
