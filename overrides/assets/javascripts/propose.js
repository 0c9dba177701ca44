/*
 * The form that proposes a practice. What it asks, and all its words, stand in the page as data (view/pages/propose.py); what is
 * right and how the file is written is in propose-file.js. The ids of entries come from the data of the Explore page.
 */
(() => {
  "use strict";

  const here = document.currentScript;
  const place = document.getElementById("kb-propose");
  const source = document.getElementById("kb-propose-data");
  if (!place || !source) return;

  const data = JSON.parse(source.textContent);
  const { words } = data;
  const proposal = window.rcmProposal(data);
  const entries = (window.rcmExplore?.entries ?? []).map(([address, title]) => ({ address, id: address.split("/").pop(), title }));
  // Hosts refuse longer addresses.
  const LONGEST_ADDRESS = 8000;
  const DRAFT = `rcm-proposal-${here.dataset.locale}`;
  const STILL = 400;

  let ids = 0;
  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };
  const say = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const button = (textContent, press, className = "") => {
    const made = element("button", { type: "button", textContent, className });
    made.addEventListener("click", press);
    return made;
  };
  const option = ([value, text]) => element("option", { value, textContent: text });

  const status = element("p", { className: "kb-form__status" });
  status.setAttribute("role", "status");
  const announce = (text) => { status.textContent = text; };

  // Where a field takes an entry of any kind there may be thousands: they are offered while somebody types.
  const every = element("datalist", { id: "kb-propose-entries" }, ...entries.map(({ id, title }) => element("option", { value: id, label: title })));

  /** The values that a field may have, in groups; nothing, if it can have any. */
  const choices = (field) => {
    if (field.type === "choice") return [["", field.choices]];
    if (field.type === "term") return field.vocabularies.map((name) => [data.vocabulary_names[name], data.vocabularies[name]]);
    if (field.type === "part") return [["", field.kinds.flatMap((kind) => data.parts[kind] ?? [])]];
    if (field.type === "entry" && field.kinds) {
      const folders = field.kinds.map((kind) => `${data.folders[kind]}/`);
      return [["", entries.filter(({ address }) => folders.some((folder) => address.startsWith(folder))).map(({ id, title }) => [id, title])]];
    }
    return null;
  };

  const drawn = (field) => {
    const values = choices(field);
    if (values) {
      const groups = values.map(([label, options]) => (label && values.length > 1
        ? element("optgroup", { label }, ...options.map(option))
        : options.map(option))).flat();
      return element("select", {}, option(["", words.choose]), ...groups);
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

  /*
   * A part of the form: `node` is what is seen, `read` returns its value (nothing, if nothing is written), `fill` puts one
   * in, `problems` returns what is wrong, and shows it where somebody has been or, if `all`, everywhere.
   */

  const single = (field, label = field.label) => {
    const id = `kb-propose-${(ids += 1)}`;
    const input = Object.assign(drawn(field), { id });
    const mark = element("span", { className: "kb-form__required", textContent: words.required, hidden: true });
    const about = [field.help, field.hint].filter(Boolean).join(" ");
    const example = field.example && input.tagName !== "SELECT" && input.type !== "date" ? element("span", { className: "kb-form__example" }, `${words.example} `, element("q", { textContent: field.example })) : "";
    const help = element("p", { id: `${id}-help`, className: "kb-form__help" }, about, " ", example);
    const error = element("p", { id: `${id}-error`, className: "kb-form__error", hidden: true });
    const node = element("div", { className: "kb-form__field" }, element("label", { htmlFor: id }, label, " ", mark), help, error, input);
    node.dataset.field = field.name;
    let visited = false;

    const described = () => input.setAttribute("aria-describedby", error.hidden ? help.id : `${error.id} ${help.id}`);
    const show = (message) => {
      error.hidden = !message;
      if (error.textContent !== message) error.textContent = message;
      input.toggleAttribute("aria-invalid", false);
      if (message) input.setAttribute("aria-invalid", "true");
      described();
    };
    described();
    input.addEventListener("blur", () => { visited ||= input.value !== ""; });
    if (field.default && !field.many) input.value = field.default;

    const read = () => {
      const value = field.type === "body" ? proposal.tidy(input.value).trim() : proposal.line(input.value);
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
        const message = (value === undefined ? needed && (needed === true ? proposal.missing : needed) : proposal.checked(field, value)) || also || "";
        visited ||= all;
        show(visited ? message : "");
        return message ? [{ input, label, message }] : [];
      },
    };
  };

  /** Several fields as one value. */
  const together = (field) => {
    const parts = field.fields.map((inner) => single(inner));
    const read = () => {
      const pairs = parts.map((part) => [part.field.name, part.read()]).filter(([, value]) => value !== undefined);
      // What is filled in beforehand is not yet something that somebody has written.
      return pairs.some(([name, value]) => value !== parts.find((part) => part.field.name === name).field.default) ? Object.fromEntries(pairs) : undefined;
    };
    return {
      input: parts[0].input,
      label: parts[0].label,
      nodes: parts.map((part) => part.node),
      read,
      fill: (value) => parts.forEach((part) => { if (value[part.field.name] !== undefined) part.fill(value[part.field.name]); }),
      problems: (needed, all, also) => {
        const wanted = needed || read() !== undefined;
        const found = parts.flatMap((part) => part.problems(wanted && part.field.required, all, ""));
        return found.length || !also ? found : parts[0].problems(false, all, also);
      },
    };
  };

  /** A list of values: items that can be added and taken away. */
  const several = (field) => {
    const id = `kb-propose-${(ids += 1)}`;
    const list = element("div", { className: "kb-form__items" });
    const error = element("p", { id: `${id}-error`, className: "kb-form__error", hidden: true });
    const mark = element("span", { className: "kb-form__required", textContent: words.required, hidden: true });
    const adding = button(say(words.add, { label: field.label }), () => {
      const item = add();
      item.input.focus();
      announce(say(words.added, { label: item.title() }));
      changed();
    });
    const node = element("fieldset", { className: "kb-form__list" }, element("legend", {}, field.label, " ", mark),
      element("p", { id: `${id}-help`, className: "kb-form__help", textContent: field.help }), error, list, adding);
    node.setAttribute("aria-describedby", `${id}-help`);
    node.dataset.field = field.name;
    let items = [];
    let visited = false;

    const number = () => items.forEach((item, index) => {
      const title = `${field.label} ${index + 1}`;
      item.heading.textContent = title;
      item.removing.textContent = say(words.remove, { label: title });
    });

    const add = () => {
      const part = field.type === "fields" ? together(field) : single(field);
      const item = { ...part, heading: element(field.type === "fields" ? "legend" : "span", {}), title: () => item.heading.textContent };
      item.removing = button("", () => {
        const title = item.title();
        items = items.filter((other) => other !== item);
        item.box.remove();
        number();
        adding.focus();
        announce(say(words.removed, { label: title }));
        changed();
      }, "kb-form__remove");
      if (field.type === "fields") item.box = element("fieldset", { className: "kb-form__item" }, item.heading, ...part.nodes, item.removing);
      else {
        // The list has said what it is about: an item needs its number only.
        const label = part.node.querySelector("label");
        label.replaceChildren(item.heading);
        part.node.querySelector(".kb-form__help").hidden = true;
        item.box = element("div", { className: "kb-form__item" }, part.node, item.removing);
      }
      list.append(item.box);
      items.push(item);
      number();
      return item;
    };
    if (field.required) add();

    const written = () => items.map((item) => item.read()).filter((value) => value !== undefined);
    return {
      field,
      node,
      read: () => { const values = written(); return values.length ? values : undefined; },
      fill: (values) => values.forEach((value, index) => (items[index] ?? add()).fill(value)),
      problems: (needed, all, also) => {
        const empty = !written().length;
        const seen = new Set();
        visited ||= all;
        mark.hidden = !needed;
        const found = items.flatMap((item, index) => {
          const value = JSON.stringify(item.read());
          const twice = value !== undefined && seen.has(value) ? proposal.complaint("twice") : "";
          seen.add(value);
          return item.problems(needed && empty && index === 0, all, twice).map((one) => ({ ...one, label: field.type === "fields" ? `${item.title()}: ${one.label}` : item.title() }));
        });
        const message = also || (needed && empty && !items.length ? (needed === true ? proposal.missing : needed) : "");
        error.hidden = !(visited && message);
        error.textContent = message;
        return message ? [{ input: adding, label: field.label, message }, ...found] : found;
      },
    };
  };

  const draw = (field) => (field.many ? several(field) : single(field));

  const groups = data.groups.map(({ name, label, fields }) => ({ name, label, parts: fields.map(draw) }));
  const parts = groups.flatMap((group) => group.parts);
  const part = Object.fromEntries(parts.map((one) => [one.field.name, one]));
  const fields = [...data.groups.flatMap((group) => group.fields),
    ...[...Object.keys(data.fixed), ...data.today].map((name) => ({ name, type: "line" }))];
  const text = (name, help) => single({ name, label: name, help, type: "body" });
  const introduction = text(words.introduction, words.introduction_help);
  const sections = Object.fromEntries(data.sections.map((heading) => [heading, text(heading, words.section_help)]));

  const folded = new Map();
  const grouped = ({ label, parts: inner }) => {
    const first = inner.filter((one) => one.field.required);
    const later = inner.filter((one) => !one.field.required);
    const node = element("section", { className: "kb-form__group" }, element("h2", { textContent: label }), ...first.map((one) => one.node));
    if (later.length) {
      const details = element("details", { className: "kb-form__optional" },
        element("summary", { textContent: `${words.optional}: ${later.map((one) => one.field.label).join(", ")}` }), ...later.map((one) => one.node));
      later.forEach((one) => folded.set(one, details));
      node.append(details);
    }
    return node;
  };

  const today = () => {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((one) => String(one).padStart(2, "0")).join("-");
  };

  const values = () => ({
    ...data.fixed,
    ...Object.fromEntries(data.today.map((name) => [name, today()])),
    ...Object.fromEntries(parts.map((one) => [one.field.name, one.read()]).filter(([, value]) => value !== undefined)),
  });
  const texts = () => Object.fromEntries(Object.entries(sections).map(([heading, one]) => [heading, one.read()]).filter(([, value]) => value !== undefined));
  const file = () => proposal.file(fields, values(), introduction.read() ?? "", texts());

  /** Everything that is wrong, in the order of the page. */
  const problems = (all) => {
    const given = values();
    const wanted = data.needed[given.maturity] ?? { fields: [], sections: [] };
    const also = {};
    for (const [earlier, later] of data.in_order) {
      const [first, second] = [given[earlier], given[later]];
      if (first && second && second < first.slice(0, second.length)) also[later] = proposal.complaint("out_of_order", { second, first, field: part[earlier]?.field.label ?? earlier });
    }
    const taken = entries.find(({ id }) => id === given.id);
    if (taken) also.id = proposal.complaint("taken", { id: given.id, path: taken.title });
    const strange = (one) => one.field.type === "entry" && !one.field.many && !one.field.kinds && one.read();
    return [
      ...groups.flatMap((group) => group.parts).flatMap((one) => {
        const { name, label, required } = one.field;
        const unearned = wanted.fields.includes(name) ? proposal.complaint("unearned", { maturity: named(part.maturity.field, given.maturity), field: label }) : false;
        if (unearned && folded.has(one)) folded.get(one).open = true;
        const unknown = strange(one) && !entries.some(({ id }) => id === one.read()) ? proposal.complaint("unknown_entry", { id: one.read() }) : "";
        return one.problems(required || unearned, all, also[name] || unknown);
      }),
      ...introduction.problems(false, all, ""),
      ...Object.entries(sections).flatMap(([heading, one]) => one.problems(wanted.sections.includes(heading), all, "")),
    ];
  };

  // The draft: browsers may have no place to keep it, or refuse to.
  const keep = (draft) => {
    try {
      if (draft) localStorage.setItem(DRAFT, JSON.stringify(draft));
      else localStorage.removeItem(DRAFT);
      return true;
    } catch { return false; }
  };
  const kept = () => {
    try { return JSON.parse(localStorage.getItem(DRAFT)); } catch { return null; }
  };

  const summary = element("div", { className: "kb-form__summary kb-notice", tabIndex: -1, hidden: true });
  const ready = element("div", { className: "kb-form__ready kb-notice", tabIndex: -1, hidden: true });
  const written = element("code", {});
  const preview = element("div", { className: "kb-form__preview" });

  const named = (field, value) => {
    const all = choices(field)?.flatMap(([, options]) => options) ?? [];
    return all.find(([id]) => id === value)?.[1] ?? value;
  };
  const shown = (field, value) => {
    if (Array.isArray(value)) return value.map((one) => shown({ ...field, many: false }, one)).join("; ");
    if (field.type === "fields") return field.fields.filter((inner) => value[inner.name] !== undefined).map((inner) => shown(inner, value[inner.name])).join(", ");
    return named(field, value);
  };
  const see = () => {
    const given = values();
    const rows = parts.filter((one) => given[one.field.name] !== undefined && !["id", "title", "summary"].includes(one.field.name));
    const paragraphs = (value) => value.split(/\n\s*\n/).map((textContent) => element("p", { textContent }));
    preview.replaceChildren(...(given.title || given.summary ? [
      element("p", { className: "kb-form__title", textContent: given.title ?? "" }),
      element("p", { textContent: given.summary ?? "" }),
      element("dl", { className: "kb-facts" }, ...rows.map((one) => element("div", {}, element("dt", { textContent: one.field.label }), element("dd", { textContent: shown(one.field, given[one.field.name]) })))),
      ...paragraphs(introduction.read() ?? ""),
      ...Object.entries(texts()).flatMap(([heading, value]) => [element("p", { className: "kb-form__heading", textContent: heading }), ...paragraphs(value)]),
    ] : [element("p", { textContent: words.nothing })]));
    written.textContent = file();
  };

  let typed = false;
  let timer = 0;
  const changed = () => {
    ready.hidden = true;
    if (!typed) part.id?.fill(proposal.id(part.title?.read() ?? ""));
    problems(false);
    clearTimeout(timer);
    timer = setTimeout(() => {
      see();
      const given = Object.fromEntries(parts.map((one) => [one.field.name, one.read()]));
      const draft = { given, typed, introduction: introduction.read(), texts: texts() };
      announce(keep(draft) ? words.kept : words.not_kept);
    }, STILL);
  };

  const reveal = (input) => {
    for (let around = input.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
    input.focus();
  };

  const listed = (found) => {
    summary.hidden = !found.length;
    summary.replaceChildren(
      element("h2", { textContent: found.length === 1 ? words.one_error : say(words.errors, { count: found.length }) }),
      element("ul", {}, ...found.map(({ input, label, message }) => {
        input.id ||= `kb-propose-${(ids += 1)}`;
        const link = element("a", { href: `#${input.id}`, textContent: `${label}: ${message}` });
        link.addEventListener("click", (event) => { event.preventDefault(); reveal(input); });
        return element("li", {}, link);
      })));
  };

  const offer = () => {
    const name = `${values().id}.md`;
    const content = file();
    const download = element("a", { className: "kb-form__button", download: name, textContent: words.download, href: URL.createObjectURL(new Blob([content], { type: "text/markdown" })) });
    const ways = [element("li", {}, download, " ", words.send)];
    const { newFile } = here.dataset;
    if (newFile) {
      const folder = `${newFile}/${data.folder}`;
      const whole = `${folder}?filename=${encodeURIComponent(name)}&value=${encodeURIComponent(content)}`;
      const fits = whole.length <= LONGEST_ADDRESS;
      const link = element("a", { href: fits ? whole : `${folder}?filename=${encodeURIComponent(name)}`, target: "_blank", rel: "noopener", textContent: fits ? words.open : words.upload_link });
      ways.push(element("li", {}, link, " ", fits ? words.open_help : words.upload));
    }
    ready.replaceChildren(element("h2", { textContent: say(words.ready, { name }) }), element("ul", {}, ...ways));
    ready.hidden = false;
    ready.focus();
  };

  const account = element("section", { className: "kb-form__group" },
    element("h2", { textContent: words.text }), introduction.node, ...Object.values(sections).map((one) => one.node));
  // The account belongs behind what is known of the practice, and before what only editors care for.
  const drawnGroups = groups.map(grouped);
  const behind = groups.findIndex((group) => group.name === "account");
  drawnGroups.splice(behind < 0 ? drawnGroups.length : behind + 1, 0, account);
  const form = element("form", { noValidate: true, className: "kb-form" },
    summary,
    ...drawnGroups,
    element("p", { className: "kb-form__actions" },
      element("button", { type: "submit", className: "kb-form__button", textContent: words.prepare }), " ",
      button(words.discard, () => {
        if (!confirm(words.discard_sure)) return;
        clearTimeout(timer);
        keep(null);
        location.reload();
      })),
    status, ready,
    element("details", { className: "kb-form__optional" }, element("summary", { textContent: words.preview }), preview),
    element("details", { className: "kb-form__optional" }, element("summary", { textContent: words.file }), element("pre", {}, written)),
    every);

  form.addEventListener("input", (event) => {
    if (event.target === part.id?.input) typed = event.target.value !== "";
    changed();
  });
  form.addEventListener("focusout", () => problems(false));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const found = problems(true).sort((one, other) => (one.input.compareDocumentPosition(other.input) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
    listed(found);
    if (found.length) summary.focus();
    else offer();
  });

  const restore = (draft) => {
    typed = Boolean(draft.typed);
    for (const one of parts) if (draft.given[one.field.name] !== undefined) one.fill(draft.given[one.field.name]);
    if (draft.introduction) introduction.fill(draft.introduction);
    for (const [heading, value] of Object.entries(draft.texts ?? {})) sections[heading]?.fill(value);
    announce(words.restored);
  };
  const draft = kept();
  // A draft of another day may be of another form.
  if (draft?.given) try { restore(draft); } catch { keep(null); }
  problems(false);
  see();
  place.replaceChildren(form);
})();
