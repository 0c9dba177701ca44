"use strict";

/*
 * A field with several values of a list: each is ticked, and what the list lacks is named in words.
 */

/** @type {(field: ProposalField, tools: ProposalTools) => ProposalPart<ProposalItem[]>} */
const proposalPicker = (field, { fields, controls, check, words }) => {
  // A list that is longer shows what is looked for, or all when it is asked to: who uses the keyboard passes it at once.
  const [SHORT, MOST] = [10, 40];
  const { button, element, say } = kb;
  const { label = field.name } = field;
  const id = fields.nextId();
  const { mark, help, error } = fields.surroundings({ ...field, hint: "" }, id);
  const all = (controls.choices(field) ?? []).flatMap(([, options]) => options).map(([value, name]) => ({ value, name, folded: proposalText.fold(name) }));
  const names = new Map(all.map(({ value, name }) => [value, name]));
  const find = element("input", { type: "search", autocomplete: "off", id: fields.nextId() });
  const looking = element("div", { hidden: all.length <= SHORT }, element("label", { htmlFor: find.id, textContent: words.find }), find);
  const list = element("div", { className: "kb-form__choices kb-form__choices--many" });
  const whole = button("", () => { isOpen = !isOpen; draw(); }, "kb-form__remove");
  whole.hidden = looking.hidden;
  let isOpen = looking.hidden;
  const told = element("p", { className: "kb-form__help" });
  const naming = button("", () => {
    others.value = [others.value, find.value].filter((name) => name.trim()).join("; ");
    find.value = "";
    draw();
    others.focus();
    others.dispatchEvent(new Event("input", { bubbles: true }));
  });
  const picked = element("p", { className: "kb-form__picked" });
  const others = element("input", { type: "text", autocomplete: "off", id: fields.nextId() });
  const open = element("div", { hidden: field.type !== "term" },
    element("label", { htmlFor: others.id, textContent: words.unlisted }), others, element("p", { className: "kb-form__help", textContent: words.unlisted_help }));
  const node = element("fieldset", { className: "kb-form__field" }, element("legend", {}, label, " ", mark), help, error, picked, looking, whole, list, told, naming, open);
  node.setAttribute("aria-describedby", help.id);
  node.dataset.field = field.name;
  /** The values, in the order in which they were chosen. @type {string[]} */
  let chosen = [];
  let visited = false;

  const see = () => {
    picked.hidden = !chosen.length;
    picked.textContent = say(words.chosen, { names: chosen.map((value) => names.get(value) ?? value).join("; ") });
  };

  /** @param {{ value: string, name: string }} option */
  const row = ({ value, name }) => {
    const box = element("input", { type: "checkbox", value, checked: chosen.includes(value) });
    box.addEventListener("change", () => {
      chosen = box.checked ? [...chosen, value] : chosen.filter((one) => one !== value);
      see();
    });
    return element("label", { className: "kb-form__choice" }, box, element("span", { textContent: name }));
  };

  const draw = () => {
    const wanted = proposalText.fold(find.value.trim());
    const first = wanted ? [] : all.filter(({ value }) => chosen.includes(value));
    const fitting = all.filter(({ folded, value }) => (wanted ? folded.includes(wanted) : isOpen && !chosen.includes(value)));
    const most = isOpen ? all.length : MOST;
    list.replaceChildren(...[...first, ...fitting].slice(0, most).map(row));
    list.hidden = !list.childElementCount;
    const more = first.length + fitting.length - most;
    told.textContent = more > 0 ? say(words.more, { count: more }) : wanted && !fitting.length ? words.no_match : "";
    naming.hidden = field.type !== "term" || !wanted || fitting.length > 0;
    naming.textContent = say(words.unlisted_found, { name: find.value.trim() });
    whole.textContent = isOpen ? words.hide_list : say(words.whole_list, { count: all.length });
    whole.setAttribute("aria-expanded", String(isOpen));
    see();
  };
  find.addEventListener("input", draw);
  draw();

  const unlisted = () => others.value.split(";").map((name) => proposalText.line(name)).filter(Boolean);
  /** @returns {string[]} */
  const written = () => [...new Set([...chosen, ...unlisted().map((name) => `? ${name}`)])];

  return {
    field,
    node,
    read: () => { const values = written(); return values.length ? values : undefined; },
    fill: (values = []) => {
      const given = values.map(String);
      // What is no longer in the list stays, in words.
      const known = given.filter((value) => names.has(value));
      chosen = known;
      others.value = given.filter((value) => !names.has(value) && field.type === "term").map((value) => value.replace(/^\? ?/, "")).join("; ");
      draw();
    },
    problems: (needed, all_, also) => {
      visited ||= all_;
      fields.marked(mark, Boolean(needed));
      const values = written();
      const absent = needed === true ? check.missing : needed || "";
      const wrong = values.map((value) => (value.startsWith("?") ? check.checked(field, value) : "")).find(Boolean);
      const message = wrong || also || (values.length ? "" : absent);
      error.hidden = !(visited && message);
      error.textContent = message;
      const input = looking.hidden ? list.querySelector("input") ?? others : find;
      return message ? [{ input, label, message, absent: !values.length }] : [];
    },
  };
};
