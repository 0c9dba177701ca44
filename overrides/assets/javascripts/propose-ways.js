"use strict";

/*
 * How to send the finished file to the editors: download and e-mail, or through the repository.
 */

/**
 * @param {ProposalData} data
 * @param {string} id
 * @param {string} content the text of the entry
 * @param {PackedFile[]} files the files beside it, with which it is sent in a zip
 */
const proposalWays = ({ folder: where, words }, id, content, files) => {
  const { element, newFile, say } = kb;
  // Repository hosts reject longer URLs.
  const LONGEST_ADDRESS = 8000;
  const packed = files.length > 0;
  const text = `${id}.md`;
  const name = packed ? `${id}.zip` : text;
  const blob = packed
    ? new Blob(proposalZip([[`${where}/${text}`, new TextEncoder().encode(content)], ...files]), { type: "application/zip" })
    : new Blob([content], { type: "text/markdown" });
  const href = URL.createObjectURL(blob);
  const download = element("a", { className: "kb-form__button", download: name, textContent: packed ? words.download_zip : words.download, href });
  const ways = [element("li", {}, download, " ", words.send)];
  if (newFile && packed) ways.push(element("li", { textContent: words.unpack }));
  else if (newFile) {
    const empty = `${newFile}/${where}?filename=${encodeURIComponent(name)}`;
    const whole = `${empty}&value=${encodeURIComponent(content)}`;
    const fits = whole.length <= LONGEST_ADDRESS;
    const link = element("a", { href: fits ? whole : empty, target: "_blank", rel: "noopener", textContent: fits ? words.open : words.upload_link });
    ways.push(element("li", {}, link, " ", fits ? words.open_help : words.upload));
  }
  return [element("h2", { textContent: say(packed ? words.ready_zip : words.ready, { name }) }), element("ul", {}, ...ways)];
};
