"use strict";

/*
 * The pictures and documents of a proposal: they are chosen, checked by their bytes, given names that fit, and described.
 * Unlike the other parts of the form, this one knows the fields of its items (model/files.py).
 */

/** @param {ProposalLimits} limits */
const proposalFileNames = (limits) => {
  // What is left of the longest path for a name without its ending, beside the longest id and a number to tell names apart.
  const room = limits.longest_path - `${limits.folder}//.jpeg`.length - proposalText.LONGEST_ID;
  const beginnings = Object.entries(limits.beginnings).map(([type, pattern]) => ({ type, pattern: new RegExp(`^(?:${pattern})`) }));
  const reserved = new RegExp(`^(?:${limits.reserved})`);

  return Object.freeze({
    /** The type of a file by its first bytes; undefined if an entry may have none such. @param {Uint8Array} content */
    type: (content) => {
      const beginning = String.fromCharCode(...content.subarray(0, limits.beginning));
      return beginnings.find(({ pattern }) => pattern.test(beginning))?.type;
    },
    /** A name for a file, as every system and address can have it. @type {(given: string, type: string, number: number) => string} */
    proper: (given, type, number) => {
      const mark = number > 1 ? `-${number}` : "";
      const stem = proposalText.id(given.replace(/\.[^.]*$/, ""), room - mark.length) || "file";
      return `${reserved.test(stem) ? "file-" : ""}${stem}${mark}.${type}`;
    },
    isDocument: (/** @type {string} */ name) => limits.documents.some((type) => name.endsWith(`.${type}`)),
  });
};

/** @type {(data: ProposalData, tools: ProposalTools) => ProposalFiles} */
const proposalFiles = ({ steps, files: limits }, { fields, check, words, announce, changed }) => {
  const { button, element, say } = kb;
  const names = proposalFileNames(limits);
  const field = /** @type {ProposalField} */ (steps.flatMap((step) => step.asked).find(({ name }) => name === "files"));
  const { label = field.name } = field;
  const { help, error } = fields.surroundings({ ...field, help: limits.limits }, fields.nextId());
  const refused = element("div", { className: "kb-form__refused" });
  refused.setAttribute("role", "alert");
  const list = element("div", { className: "kb-form__items" });
  const choosing = element("input", { type: "file", multiple: true, hidden: true, accept: limits.endings.map((ending) => `.${ending}`).join() });
  const adding = button(say(words.add, { label }), () => choosing.click());
  const node = element("fieldset", { className: "kb-form__field" }, element("legend", { textContent: label }), help, error, list, refused, choosing, adding);
  node.setAttribute("aria-describedby", help.id);
  node.dataset.field = field.name;
  /** @type {ProposalChosen[]} */
  let items = [];

  /** @param {ProposalChosen} item */
  const remove = (item) => {
    items = items.filter((other) => other !== item);
    item.box.remove();
    adding.focus();
    announce(say(words.removed, { label: item.name }));
    changed();
  };

  /** What is asked about a file: a document needs no text alternative, a picture does. @param {string} name */
  const asked = (name) => (field.fields ?? [])
    .filter((one) => one.name !== "file" && !(one.name === "alt" && names.isDocument(name)))
    .map((one) => (one.name === "alt" ? { ...one, required: true } : one));

  /** @type {(name: string, content?: Uint8Array<ArrayBuffer>) => ProposalChosen} */
  const add = (name, content) => {
    const part = fields.together({ ...field, fields: asked(name) });
    const missing = element("p", { className: "kb-form__error", textContent: say(words.no_file, { name }), hidden: true });
    const box = element("fieldset", { className: "kb-form__item" }, element("legend", { textContent: name }), missing, ...part.nodes,
      button(say(words.remove_file, { label: name }), () => remove(item), "kb-form__remove"));
    /** @type {ProposalChosen} */
    const item = { name, content, part, box, error: missing };
    list.append(box);
    items.push(item);
    return item;
  };

  /** Take a file in: as a new item, or as that of the draft which it was chosen for. @type {(given: string, type: string, content: Uint8Array<ArrayBuffer>) => ProposalChosen} */
  const place = (given, type, content) => {
    for (let number = 1; ; number += 1) {
      const name = names.proper(given, type, number);
      const there = items.find((item) => item.name === name);
      if (!there) return add(name, content);
      if (!there.content) return Object.assign(there, { content });
    }
  };

  const weight = () => items.reduce((sum, { content }) => sum + (content?.length ?? 0), 0);

  /** Take in a file, or return what is wrong with it. @param {File} file @returns {Promise<ProposalChosen | string>} */
  const take = async (file) => {
    const largest = Math.max(...Object.values(limits.largest));
    if (file.size > largest) return check.complaint("file_size");
    let content;
    try { content = new Uint8Array(await file.arrayBuffer()); } catch { return words.unread; }
    const type = names.type(content);
    if (!type) return check.complaint("file_type");
    if (content.length > limits.largest[type]) return check.complaint(limits.largest[type] < largest ? "drawing_size" : "file_size");
    if (weight() + content.length > limits.together) return check.complaint("files_size");
    const item = place(file.name, type, content);
    if (items.length <= limits.number) return item;
    items.pop();
    item.box.remove();
    return check.complaint("file_number");
  };

  choosing.addEventListener("change", async () => {
    const chosen = Array.from(choosing.files ?? []);
    // So that the same file can be chosen once more.
    choosing.value = "";
    refused.replaceChildren();
    const taken = [];
    for (const file of chosen) {
      // One after the other, for their order and the limits on all of them.
      const item = await take(file);
      if (typeof item === "string") refused.append(element("p", { className: "kb-form__error", textContent: `${file.name}: ${item}` }));
      else taken.push(item);
    }
    if (!taken.length) return;
    taken[0].part.input.focus();
    changed();
    announce(say(words.added, { label: taken.map(({ name }) => name).join(", ") }));
  });

  return {
    field,
    node,
    read: () => (items.length ? items.map(({ name, part }) => ({ file: name, ...part.read() })) : undefined),
    fill: (values = []) => {
      items.splice(0).forEach(({ box }) => box.remove());
      for (const value of values) if (typeof value === "object" && value.file) add(value.file).part.fill(value);
    },
    problems: (_, all, also) => {
      error.hidden = !also;
      error.textContent = also;
      const found = items.flatMap(({ name, content, part, error: missing }) => {
        missing.hidden = content !== undefined;
        const said = part.problems(true, all, "").map((one) => ({ ...one, label: `${name}: ${one.label}` }));
        return content ? said : [{ input: adding, label: name, message: missing.textContent ?? "", absent: true }, ...said];
      });
      return also ? [{ input: adding, label, message: also, absent: false }, ...found] : found;
    },
    packed: (id) => items.map(({ name, content = new Uint8Array() }) => [`${limits.folder}/${id}/${name}`, content]),
  };
};
