"use strict";

/*
 * The fields of the form: controls with their label, help text and error message.
 */

/**
 * @param {ProposalData} data
 * @param {ProposalEntry[]} entries
 */
const proposalInputs = (data, entries) => {
  const { element } = kb;

  // A field that accepts entries of any kind may have thousands of options: it gets a text input with suggestions.
  const every = element("datalist", { id: "kb-propose-entries" }, ...entries.map(({ id, title }) => element("option", { value: id, label: title })));

  /**
   * The options of a field, in groups; null if it accepts any value.
   * @param {ProposalField} field
   * @returns {[label: string, options: Named[]][] | null}
   */
  const choices = ({ type, choices: alternatives = [], vocabularies = [], kinds }) => {
    if (type === "choice") return [["", alternatives]];
    if (type === "term") return vocabularies.map((name) => [data.vocabulary_names[name], data.vocabularies[name]]);
    if (type === "part") return [["", (kinds ?? []).flatMap((kind) => window.rcmParts?.[kind] ?? [])]];
    if (type === "entry" && kinds) {
      const folders = kinds.map((kind) => `${data.folders[kind]}/`);
      const fitting = entries.filter(({ address }) => folders.some((folder) => address.startsWith(folder)));
      return [["", fitting.map(({ id, title }) => [id, title])]];
    }
    return null;
  };

  /** The label of a value. @type {(field: ProposalField, value: string) => string} */
  const named = (field, value) => choices(field)?.flatMap(([, options]) => options).find(([id]) => id === value)?.[1] ?? value;

  /** @param {Named} named */
  const option = ([value, textContent]) => element("option", { value, textContent });

  /** @param {ProposalField} field */
  const control = (field) => {
    const values = choices(field);
    if (values) {
      const groups = values.flatMap(([label, options]) => (label && values.length > 1
        ? [element("optgroup", { label }, ...options.map(option))]
        : options.map(option)));
      return element("select", {}, option(["", data.words.choose]), ...groups);
    }
    if (field.type === "body") return element("textarea", { rows: 6 });
    if (field.type === "text") return element("textarea", { rows: field.most_words ? 4 : 2 });
    const input = element("input", { type: field.type === "date" ? "date" : "text", autocomplete: "off" });
    if (field.type === "entry") input.setAttribute("list", every.id);
    if (field.type === "whole-number") input.inputMode = "numeric";
    if (field.type === "number") input.inputMode = "decimal";
    if (field.type === "url") input.inputMode = "url";
    if (field.type === "id") input.spellcheck = false;
    return input;
  };

  return Object.freeze({ control, every, named });
};

/**
 * @param {Record<string, string>} words
 * @param {ProposalCheck} check
 * @param {ProposalInputs} inputs
 */
const proposalFields = (words, check, { control }) => {
  const { element } = kb;
  let ids = 0;
  const nextId = () => `kb-propose-${(ids += 1)}`;

  /**
   * The label, help text and error message around a control or a list of controls.
   * @param {ProposalField} field
   * @param {string} id
   */
  const surroundings = (field, id) => ({
    mark: element("span", { className: "kb-form__required", textContent: words.required, hidden: true }),
    help: element("p", { id: `${id}-help`, className: "kb-form__help" }, [field.help, field.hint].filter(Boolean).join(" ")),
    error: element("p", { id: `${id}-error`, className: "kb-form__error", hidden: true }),
  });

  /**
   * A field with one value.
   * @param {ProposalField} field
   * @returns {ProposalSingle}
   */
  const single = (field) => {
    const { label = field.name } = field;
    const id = nextId();
    const input = control(field);
    input.id = id;
    const { mark, help, error } = surroundings(field, id);
    if (field.example && input.tagName !== "SELECT" && input.type !== "date") {
      help.append(" ", element("span", { className: "kb-form__example" }, `${words.example} `, element("q", { textContent: field.example })));
    }
    const node = element("div", { className: "kb-form__field" }, element("label", { htmlFor: id }, label, " ", mark), help, error, input);
    node.dataset.field = field.name;
    let visited = false;

    /** @param {string} message */
    const show = (message) => {
      error.hidden = !message;
      if (error.textContent !== message) error.textContent = message;
      if (message) input.setAttribute("aria-invalid", "true"); else input.removeAttribute("aria-invalid");
      input.setAttribute("aria-describedby", message ? `${error.id} ${help.id}` : help.id);
    };
    show("");
    input.addEventListener("blur", () => { visited ||= input.value !== ""; });
    if (field.default && !field.many) input.value = field.default;

    const read = () => {
      const value = field.type === "body" ? proposalText.tidy(input.value).trim() : proposalText.line(input.value);
      return value === "" ? undefined : value;
    };
    return {
      field,
      input,
      label,
      node,
      read,
      fill: (value) => { input.value = value; },
      problems: (needed, all, also) => {
        mark.hidden = !needed;
        input.setAttribute("aria-required", String(Boolean(needed)));
        const value = read();
        const absent = needed === true ? check.missing : needed || "";
        const message = (value === undefined ? absent : check.checked(field, value)) || also;
        visited ||= all;
        show(visited ? message : "");
        return message ? [{ input, label, message }] : [];
      },
    };
  };

  /**
   * An object value: a group of fields.
   * @param {ProposalField} field
   * @returns {ProposalGroup}
   */
  const together = (field) => {
    const parts = (field.fields ?? []).map(single);
    const read = () => {
      const written = parts.flatMap((part) => { const value = part.read(); return value === undefined ? [] : [{ part, value }]; });
      // A group with nothing but default values counts as empty.
      const isBegun = written.some(({ part, value }) => value !== part.field.default);
      return isBegun ? Object.fromEntries(written.map(({ part, value }) => [part.field.name, value])) : undefined;
    };
    return {
      field,
      input: parts[0].input,
      label: parts[0].label,
      nodes: parts.map(({ node }) => node),
      read,
      fill: (value) => parts.forEach((part) => { if (value[part.field.name] !== undefined) part.fill(value[part.field.name]); }),
      problems: (needed, all, also) => {
        const wanted = needed || read() !== undefined;
        /** @type {(name: string | undefined) => boolean} */
        const isGiven = (name) => parts.some((part) => part.field.name === name && part.read() !== undefined);
        const found = parts.flatMap((part) => part.problems(wanted && Boolean(part.field.required) && !isGiven(part.field.unless), all, ""));
        return found.length || !also ? found : parts[0].problems(false, all, also);
      },
    };
  };

  return Object.freeze({ nextId, single, surroundings, together });
};
