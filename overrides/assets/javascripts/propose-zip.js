"use strict";

/*
 * Writes a zip (PKWARE APPNOTE 6.3.10): files are stored as they are, as pictures and documents are compressed already.
 */

const proposalZip = (() => {
  const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
    let rest = byte;
    for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
    return rest;
  });

  /** The CRC-32 of bytes (APPNOTE 4.4.7). @param {Uint8Array} content */
  const crc = (content) => {
    let rest = -1;
    for (const byte of content) rest = CRC[(rest ^ byte) & 0xff] ^ (rest >>> 8);
    return ~rest >>> 0;
  };

  /** Numbers in little-endian order, each with its size in bytes. @param {...[value: number, size: number]} numbers */
  const record = (...numbers) => Uint8Array.from(numbers.flatMap(([value, size]) => Array.from({ length: size }, (_, place) => (value >>> (8 * place)) & 0xff)));

  /** Return the parts of a zip, for a Blob. @param {PackedFile[]} files */
  const packed = (files) => {
    /** @type {Uint8Array<ArrayBuffer>[]} */
    const local = [];
    /** @type {Uint8Array<ArrayBuffer>[]} */
    const central = [];
    let offset = 0;
    let length = 0;
    for (const [path, content] of files) {
      const name = new TextEncoder().encode(path);
      // Version 2.0; names in UTF-8 (bit 11); stored; the first day that a zip knows, so that the same files make the same zip.
      const about = record([20, 2], [0x800, 2], [0, 2], [0, 2], [0x21, 2], [crc(content), 4], [content.length, 4], [content.length, 4], [name.length, 2], [0, 2]);
      const header = [record([0x04034b50, 4]), about, name, content];
      const entry = [record([0x02014b50, 4], [20, 2]), about, record([0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]), name];
      local.push(...header);
      central.push(...entry);
      offset += header.reduce((sum, one) => sum + one.length, 0);
      length += entry.reduce((sum, one) => sum + one.length, 0);
    }
    const end = record([0x06054b50, 4], [0, 2], [0, 2], [files.length, 2], [files.length, 2], [length, 4], [offset, 4], [0, 2]);
    return [...local, ...central, end];
  };

  return Object.freeze({ crc, packed });
})();
