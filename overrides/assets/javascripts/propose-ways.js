"use strict";

/*
 * How to hand over the finished file: by e-mail, from the device, through the repository; or whom to ask.
 */

/** @param {ProposalData} data */
const proposalWays = ({ folder, words }) => {
  const { button, contact, editors, element, newFile, say } = kb;
  // A host whose login page returns to an address has it in its own, encoded once more.
  const LONGEST_ADDRESS = 8191;

  /** @param {string} template @param {Record<string, string>} values */
  const filled = (template, values) => template.replace(/\{(\w+)\}/g, (_, name) => (name === "folder" ? values[name] : encodeURIComponent(values[name])));

  /** @type {(made: ProposalMade) => HTMLElement | null} */
  const repository = ({ locale, id, text, files }) => {
    if (!newFile) return null;
    if (files.length) return element("li", { textContent: words.unpack });
    const whole = filled(newFile, { folder: folder[locale], name: `${id}.md`, text });
    const fits = newFile.includes("{text}") && encodeURIComponent(whole).length <= LONGEST_ADDRESS;
    const href = fits ? whole : filled(newFile.replace("&value={text}", ""), { folder: folder[locale], name: `${id}.md` });
    return element("li", {}, element("a", { href, target: "_blank", rel: "noopener", textContent: fits ? words.open : words.upload }),
      " ", fits ? words.open_help : words.upload_help);
  };

  /** @type {(made: ProposalMade, reference: string, name: string) => HTMLElement | null} */
  const editor = ({ title }, reference, name) => {
    const page = contact ? element("a", { href: contact, textContent: words.contact_page }) : "";
    if (!editors && !page && newFile) return null;
    if (!editors) return element("li", {}, ...(page ? [page, ". ", words.download_first] : [words.ask]));
    const subject = say(words.mail_subject, { title, reference });
    const body = say(words.mail_body, { title, reference, name });
    const href = `mailto:${editors}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body.replaceAll("\n", "\r\n"))}`;
    return element("li", {}, element("a", { href, textContent: words.mail }), " ", say(words.mail_to, { address: editors, name }), ...(page ? [" ", page] : []));
  };

  /** @type {(file: File, text: string) => HTMLElement | null} */
  const share = (file, text) => {
    const plain = new File([text], file.name.replace(/\.md$/, ".txt"), { type: "text/plain" });
    const fitting = [file, ...(file.name.endsWith(".md") ? [plain] : [])].find((one) => navigator.canShare?.({ files: [one] }));
    if (!fitting) return null;
    return element("li", {}, button(words.share, () => { navigator.share({ files: [fitting], title: file.name }).catch(() => {}); }));
  };

  /** @param {string} text */
  const copy = (text) => {
    const said = element("span", {});
    said.setAttribute("role", "status");
    const shown = element("details", { className: "kb-form__optional" }, element("summary", { textContent: words.file }),
      element("pre", { tabIndex: 0 }, element("code", { textContent: text })));
    const copying = button(words.copy, async () => {
      try {
        await navigator.clipboard.writeText(text);
        said.textContent = words.copied;
      } catch {
        shown.open = true;
        getSelection()?.selectAllChildren(kb.find(shown, "code", HTMLElement));
        said.textContent = words.not_copied;
      }
    });
    return element("li", {}, copying, " ", said, shown);
  };

  /** Return what is shown of a finished proposal. @type {(values: ProposalValues, text: string, files: PackedFile[]) => HTMLElement[]} */
  return (values, text, files) => {
    const [id, title, locale] = [values.id, values.title, values.original].map(String);
    const made = { id, title, locale, text, files };
    const content = new TextEncoder().encode(text);
    const reference = `${id} ${proposalZip.crc(content).toString(16).padStart(8, "0")}`;
    const file = files.length
      ? new File(proposalZip.packed([[`${folder[locale]}/${id}.md`, content], ...files]), `${id}.zip`, { type: "application/zip" })
      : new File([content], `${id}.md`, { type: "text/markdown" });
    const href = URL.createObjectURL(file);
    const download = element("a", { className: "kb-form__button", download: file.name, href, textContent: say(words.download, { name: file.name }) });
    const ways = [editor(made, reference, file.name), share(file, text), ...(files.length ? [] : [copy(text)]), repository(made)];
    return [
      element("h2", { textContent: words.ready }),
      element("p", {}, download),
      element("ul", {}, ...ways.filter((way) => way !== null)),
      element("p", { textContent: say(words.reference, { reference }) }),
    ];
  };
};
