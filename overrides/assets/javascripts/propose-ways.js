"use strict";

/*
 * How to send the finished file to the editors: download and e-mail, or through the repository.
 */

/**
 * @param {ProposalData} data
 * @param {string} name the name of the file
 * @param {string} content what is in it
 */
const proposalWays = ({ folder: where, words }, name, content) => {
  const { element, newFile, say } = kb;
  // Repository hosts reject longer URLs.
  const LONGEST_ADDRESS = 8000;
  const href = URL.createObjectURL(new Blob([content], { type: "text/markdown" }));
  const download = element("a", { className: "kb-form__button", download: name, textContent: words.download, href });
  const ways = [element("li", {}, download, " ", words.send)];
  if (newFile) {
    const empty = `${newFile}/${where}?filename=${encodeURIComponent(name)}`;
    const whole = `${empty}&value=${encodeURIComponent(content)}`;
    const fits = whole.length <= LONGEST_ADDRESS;
    const link = element("a", { href: fits ? whole : empty, target: "_blank", rel: "noopener", textContent: fits ? words.open : words.upload_link });
    ways.push(element("li", {}, link, " ", fits ? words.open_help : words.upload));
  }
  return [element("h2", { textContent: say(words.ready, { name }) }), element("ul", {}, ...ways)];
};
