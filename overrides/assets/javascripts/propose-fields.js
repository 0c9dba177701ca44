"use strict";

/*
 * The fields of the form: controls with their label, help text, count, error message and what was perhaps meant.
 */

/**
 * @param {Record<string, string>} words
 * @param {ProposalCheck} check
 * @param {ProposalControls} controls
 */
const proposalFields = (words, check, { control, nextId }) => {
  const { button, element, say } = kb;

  /**
   * The label, help text and error message around a control or a list of controls.
   * @param {ProposalField} field
   * @param {string} id
   */
  const surroundings = (field, id) => ({
    mark: element("span", { className: "kb-form__mark" }),
    help: element("p", { id: `${id}-help`, className: "kb-form__help" }, [field.help, field.hint].filter(Boolean).join(" ")),
    error: element("p", { id: `${id}-error`, className: "kb-form__error", hidden: true }),
  });

  /** Say beside a label whether the field is required. @type {(mark: HTMLElement, needed: boolean) => void} */
  const marked = (mark, needed) => {
    mark.className = needed ? "kb-form__mark kb-form__required" : "kb-form__mark";
    mark.textContent = needed ? words.required : words.optional;
  };

  /** How long a text is, and may be. @type {(field: ProposalField, value: string) => string} */
  const counted = ({ most_words: most, longest }, value) => {
    if (most) return say(words.words, { count: value.trim() ? value.trim().split(/\s+/).length : 0, most });
    return longest ? say(words.characters, { count: value.length, most: longest }) : "";
  };

  /**
   * A field with one value.
   * @param {ProposalField} field
   * @returns {ProposalSingle}
   */
  const single = (field) => {
    const { label = field.name } = field;
    const id = nextId();
    const { node: widget, target, labelled, get, set } = control(field, (value) => check.meant({ ...field, span: false }, value));
    const { mark, help, error } = surroundings(field, id);
    const count = element("p", { id: `${id}-count`, className: "kb-form__help", hidden: !counted(field, "") });
    const fix = button("", () => {
      set(fix.value);
      again();
      target.focus();
    });
    fix.hidden = true;
    target.id ||= id;
    if (field.example && /^(INPUT|TEXTAREA)$/.test(widget.tagName)) {
      help.append(" ", element("span", { className: "kb-form__example" }, `${words.example} `, element("q", { textContent: field.example })));
    }
    const name = labelled
      ? element("label", { htmlFor: id }, label, " ", mark)
      : element("legend", {}, label, " ", mark);
    const node = element(labelled ? "div" : "fieldset", { className: "kb-form__field" }, name, help, error, widget, fix, count);
    node.dataset.field = field.name;
    let visited = false;
    const again = () => node.dispatchEvent(new Event("input", { bubbles: true }));

    /** @param {string} message */
    const show = (message) => {
      error.hidden = !message;
      if (error.textContent !== message) error.textContent = message;
      if (message) target.setAttribute("aria-invalid", "true"); else target.removeAttribute("aria-invalid");
      const described = [message && error.id, help.textContent && help.id, !count.hidden && count.id].filter(Boolean).join(" ");
      (labelled ?? node).setAttribute("aria-describedby", described);
      fix.value = message && !field.span ? check.meant(field, proposalText.line(get())) : "";
      fix.textContent = say(words.use, { value: fix.value });
      fix.hidden = !fix.value;
    };
    widget.addEventListener("focusout", () => { visited ||= get() !== ""; });
    node.addEventListener("input", () => { count.textContent = counted(field, get()); });
    if (field.default && !field.many) set(field.default);

    const read = () => {
      // A table may begin or end with an empty cell.
      const value = field.type === "body" && get().trim() ? proposalText.tidy(get()).replace(/^\n+|\n+$/g, "") : proposalText.line(get());
      return value === "" ? undefined : value;
    };
    const problem = (/** @type {string} */ value) => (field.span ? check.lasting(field, value) : check.checked(field, value));
    show("");
    count.textContent = counted(field, get());
    return {
      field, label, node, read,
      input: target,
      // In a list of options, nothing may have been chosen instead of what usually is.
      fill: (value) => { set(value ?? (labelled ? "" : field.default ?? "")); count.textContent = counted(field, get()); },
      problems: (needed, all, also) => {
        marked(mark, Boolean(needed));
        labelled?.setAttribute("aria-required", String(Boolean(needed)));
        const value = read();
        const absent = needed === true ? check.missing : needed || "";
        const message = (value === undefined ? absent : problem(value)) || also;
        visited ||= all;
        show(visited ? message : "");
        return message ? [{ input: target, label, message, absent: value === undefined }] : [];
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
      fill: (value) => parts.forEach((part) => part.fill(value?.[part.field.name])),
      problems: (needed, all, also) => {
        const wanted = needed || read() !== undefined;
        const found = parts.flatMap((part) => part.problems(wanted && Boolean(part.field.required), all, ""));
        return found.length || !also ? found : parts[0].problems(false, all, also);
      },
    };
  };

  return Object.freeze({ marked, nextId, single, surroundings, together });
};
