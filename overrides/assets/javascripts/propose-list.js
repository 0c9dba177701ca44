"use strict";

/*
 * A field with a list of groups or lines, which can be added and removed.
 */

/** @type {(field: ProposalField, tools: ProposalTools) => ProposalPart<ProposalItem[]>} */
const proposalList = (field, { fields, check, words, announce, changed }) => {
  const { button, element, say } = kb;
  const { label = field.name } = field;
  const isGroup = field.type === "fields";
  const id = fields.nextId();
  const { mark, help, error } = fields.surroundings({ ...field, hint: "" }, id);
  const list = element("div", { className: "kb-form__items" });
  const adding = button(say(words.add, { label }), () => {
    const { part, heading } = add();
    part.input.focus();
    announce(say(words.added, { label: title(heading) }));
    changed();
  });
  const node = element("fieldset", { className: "kb-form__field" }, element("legend", {}, label, " ", mark), help, error, list, adding);
  node.setAttribute("aria-describedby", help.id);
  node.dataset.field = field.name;
  /** @type {ProposalListItem[]} */
  let items = [];
  let visited = false;

  /** @param {HTMLElement} heading */
  const title = (heading) => heading.textContent ?? "";

  const number = () => items.forEach(({ heading, removing }, index) => {
    heading.textContent = say(words.item, { label, number: index + 1 });
    removing.textContent = say(words.remove, { label, number: index + 1 });
    // The only one that is needed can't be taken away, only emptied.
    removing.hidden = Boolean(field.required) && items.length === 1;
  });

  /** @param {ProposalListItem} item */
  const remove = (item) => {
    const removed = title(item.heading);
    items = items.filter((other) => other !== item);
    item.box.remove();
    number();
    adding.focus();
    announce(say(words.removed, { label: removed }));
    changed();
  };

  /** Shorten an item's label to its number; the list itself has the full label. @type {(part: ProposalSingle, heading: HTMLElement) => void} */
  const shorten = ({ node: whole }, heading) => {
    kb.find(whole, "label", HTMLElement).replaceChildren(heading);
    kb.find(whole, ".kb-form__help", HTMLElement).hidden = true;
  };

  const add = () => {
    const heading = isGroup ? element("legend", {}) : element("span", {});
    const removing = button("", () => remove(item), "kb-form__remove");
    const part = isGroup ? fields.together(field) : fields.single(field);
    if ("node" in part) shorten(part, heading);
    const box = isGroup ? element("fieldset", {}) : element("div", {});
    box.className = "kb-form__item";
    box.append(...("node" in part ? [part.node] : [heading, ...part.nodes]), removing);
    /** @type {ProposalListItem} */
    const item = { part, box, heading, removing };
    list.append(box);
    items.push(item);
    number();
    return item;
  };
  if (field.required) add();

  /** @returns {ProposalItem[]} */
  const written = () => items.map(({ part }) => part.read()).filter((value) => value !== undefined);

  return {
    field,
    node,
    read: () => { const values = written(); return values.length ? values : undefined; },
    fill: (values = []) => {
      items.splice(Math.max(values.length, field.required ? 1 : 0)).forEach(({ box }) => box.remove());
      number();
      items.forEach(({ part }, index) => { if (!values[index]) part.fill(undefined); });
      values.forEach((value, index) => /** @type {ProposalPart<ProposalItem>} */ ((items[index] ?? add()).part).fill(value));
    },
    problems: (needed, all, also) => {
      const empty = !written().length;
      /** @type {Set<string>} */
      const seen = new Set();
      visited ||= all;
      fields.marked(mark, Boolean(needed));
      const found = items.flatMap(({ part, heading }, index) => {
        const value = JSON.stringify(part.read());
        const twice = value !== undefined && seen.has(value) ? check.complaint("twice") : "";
        seen.add(value);
        return part.problems(needed && empty && index === 0, all, twice)
          .map((one) => ({ ...one, label: isGroup ? `${title(heading)}: ${one.label}` : title(heading) }));
      });
      const absent = needed === true ? check.missing : needed || "";
      const message = also || (empty && !items.length ? absent : "");
      error.hidden = !(visited && message);
      error.textContent = message;
      return message ? [{ input: adding, label, message, absent: empty }, ...found] : found;
    },
  };
};
