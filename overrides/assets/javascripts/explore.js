/*
 * Explore: narrows, counts, sorts and hands out all entries, which data/explore.<language>.js holds (publish/site/explore_data.py).
 * Values of one facet are alternatives, facets narrow each other. What is chosen stands in the address of the page.
 * The words of the page stand in overrides/pages/explore.html.
 */
(() => {
  "use strict";

  const here = document.currentScript;
  const root = new URL(here.dataset.root, location.href);
  const locale = here.dataset.locale;
  const form = document.querySelector(".kb-explore");
  const data = window.rcmExplore;
  if (!form || !data) return;

  const words = form.dataset;
  const part = (name) => form.querySelector(`.kb-explore__${name}`);
  const input = form.querySelector("input[type=search]");
  const sorting = form.querySelector("select");
  const status = form.querySelector("[role=status]");
  const list = part("results");
  const empty = form.querySelector(".kb-empty");
  const more = part("more");
  const search = window.rcmSearchEngine(root);
  const PAGE = 50;
  const MOST_VALUES = 40;
  const MOST_COUNTRIES = 3;
  const OPEN = ["kind", "topic", "country"];
  // As the package writes dates and numbers (knowledge_base/locale.py).
  const region = { es: "es-MX", en: "en-US" }[locale];
  const number = new Intl.NumberFormat(region);
  const longDate = new Intl.DateTimeFormat(region, { dateStyle: "long", timeZone: "UTC" });

  const facets = data.facets.map(([name, label, values]) => ({ name, label, values, chosen: new Set(), rows: [] }));
  const entries = data.entries.map(([address, title, date, fragment, ...values]) => ({ address, title, date, fragment, values }));
  const place = Object.fromEntries(facets.map((one, index) => [one.name, index]));
  // The query is one more thing that narrows, after the facets.
  const QUERY = facets.length;

  let query = "";
  let sort = "";
  let turn = 0;
  let asked = "";
  let matching = "";
  let ranks = null;
  let found = [];
  let counts = facets.map(({ values }) => new Uint32Array(values.length));
  let missedBy = [];

  const say = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  const button = (textContent, press) => {
    const made = element("button", { type: "button", textContent });
    made.addEventListener("click", press);
    return made;
  };

  /** What is chosen, as the query of an address: the ids are the same in both languages. */
  const written = () => {
    const parameters = new URLSearchParams();
    if (query) parameters.set("q", query);
    for (const { name, values, chosen } of facets) for (const value of chosen) parameters.append(name, values[value][0]);
    if (sort) parameters.set("sort", sort);
    return parameters.toString();
  };

  const read = () => {
    const parameters = new URLSearchParams(location.search);
    query = (parameters.get("q") ?? "").trim();
    sort = [...sorting.options].some((option) => option.value === parameters.get("sort")) ? parameters.get("sort") : "";
    for (const one of facets) {
      const wanted = new Set(parameters.getAll(one.name));
      one.chosen = new Set(one.values.flatMap(([id], value) => (wanted.has(id) ? [value] : [])));
    }
    input.value = query;
  };

  const switcher = document.querySelector(".kb-language");
  /** The other language shows the same choice. */
  const carryOver = () => { if (switcher) switcher.search = written(); };

  /** Take note of a choice in the address; a word being typed is one step back, not one a letter. */
  const remember = ({ typing = false } = {}) => {
    const url = new URL(location.href);
    url.search = written();
    if (url.href === location.href) return;
    const before = new URLSearchParams(location.search).get("q");
    if (typing && before && query) history.replaceState(null, "", url); else history.pushState(null, "", url);
  };

  /** Put a text query to the search engine: to that of the language, and to the other's for what is only there. */
  const ask = async (exactly) => {
    const places = new Map();
    const locales = new Set([locale, ...entries.map((entry) => language(entry))]);
    let corrected = "";
    for (const one of locales) {
      const engine = await search.engine(one);
      if (one === locale) await engine.complete(query);
      let { results } = await engine.search(query);
      if (one === locale && !exactly) {
        const other = await search.correct(locale, query);
        const better = other ? (await engine.search(other)).results : [];
        if (better.length > results.length) { results = better; corrected = other; }
      }
      for (const result of results) if (!places.has(result.id)) places.set(result.id, places.size);
    }
    return { places, corrected };
  };

  /** The language of the text of an entry: with it begins what the search engine calls the entry. */
  const language = (entry) => entry.fragment.slice(0, 2);

  const hint = (...children) => part("hint").replaceChildren(...children);

  /** Find what the words in the text leave; says whether this is still what the reader waits for. */
  const prepare = async (exactly) => {
    const mine = ++turn;
    if (query === asked && !exactly) return true;
    const wanted = query;
    if (!wanted) { ranks = null; asked = matching = ""; hint(); return true; }
    status.textContent = words.searching;
    try {
      const { places, corrected } = await ask(exactly);
      if (mine !== turn) return false;
      ranks = places;
      asked = wanted;
      matching = corrected || wanted;
      hint();
      if (corrected) hint(say(words.corrected, { query: corrected }), " ", button(say(words.insist, { query: wanted }), () => show({ exactly: true })));
    } catch (error) {
      if (mine !== turn) return false;
      ranks = null;
      asked = matching = "";
      hint(words.failed);
    }
    return true;
  };

  /** Find the entries that match everything, and for each value how many there would be with it. */
  const narrow = () => {
    found = [];
    counts = facets.map(({ values }) => new Uint32Array(values.length));
    missedBy = new Uint32Array(facets.length + 1);
    const narrowing = facets.flatMap(({ chosen }, index) => (chosen.size ? [index] : []));
    const count = (index, entry) => { for (const value of entry.values[index]) counts[index][value] += 1; };
    entries.forEach((entry, number) => {
      let missed = ranks && !ranks.has(entry.fragment) ? QUERY : -1;
      for (const index of narrowing) {
        if (entry.values[index].some((value) => facets[index].chosen.has(value))) continue;
        if (missed >= 0) return;
        missed = index;
      }
      if (missed < 0) {
        found.push(number);
        facets.forEach((_, index) => count(index, entry));
      } else {
        missedBy[missed] += 1;
        if (missed !== QUERY) count(missed, entry);
      }
    });
  };

  let titleRanks = null;
  /** The place of each entry in the order of titles; comparing words is slow, so it is done once. */
  const byTitle = () => {
    if (!titleRanks) {
      const { compare } = new Intl.Collator(region, { numeric: true, ignorePunctuation: true });
      titleRanks = new Uint32Array(entries.length);
      entries.map((_, number) => number)
        .sort((a, b) => compare(entries[a].title, entries[b].title) || a - b)
        .forEach((number, rank) => { titleRanks[number] = rank; });
    }
    return titleRanks;
  };

  /** How the entries stand now: by what was chosen, or else the best match first, or without words the newest. */
  const order = () => (sort === "relevance" && !ranks ? "" : sort) || (ranks ? "relevance" : "date");

  const arrange = () => {
    if (order() === "oldest") found.reverse();
    if (order() === "title") { const rank = byTitle(); found.sort((a, b) => rank[a] - rank[b]); }
    if (order() === "relevance") found.sort((a, b) => ranks.get(entries[a].fragment) - ranks.get(entries[b].fragment));
  };

  /** The values that an entry has in a facet, each as its id and its words. */
  const valuesOf = (entry, name) => entry.values[place[name]].map((value) => facets[place[name]].values[value]);
  const ids = (entry, name) => valuesOf(entry, name).map(([id]) => id);
  const labels = (entry, name) => valuesOf(entry, name).map(([, label]) => label);

  const path = (entry) => data.page.replace("{address}", entry.address);

  const row = (entry) => {
    const url = new URL(path(entry), root);
    const marked = matching.split(/\s+/).filter((word) => word.length > 3);
    if (marked.length) url.searchParams.set("h", marked.join(" "));
    const link = element("a", { href: url.href, textContent: entry.title });
    if (language(entry) !== locale) link.lang = language(entry);
    const countries = labels(entry, "country");
    const shown = countries.length > MOST_COUNTRIES + 1
      ? say(words.moreCountries, { names: countries.slice(0, MOST_COUNTRIES).join(", "), count: countries.length - MOST_COUNTRIES })
      : countries.join(", ");
    const lacking = ids(entry, "language").includes("both") ? [] : labels(entry, "language");
    // That an entry no longer holds is said before anything else of it. Where all hold, nobody narrows by it.
    const retired = "status" in place && !ids(entry, "status").includes("published") ? labels(entry, "status") : [];
    const remarks = [...labels(entry, "maturity"), shown, ...lacking].filter(Boolean);
    return element("li", {},
      element("span", { className: `kb-mark kb-mark--${ids(entry, "kind")[0]}`, textContent: labels(entry, "kind")[0] }), " ", link,
      ...retired.flatMap((label) => [" ", element("span", { className: "kb-retired", textContent: label })]),
      element("p", {}, element("time", { dateTime: entry.date, textContent: longDate.format(new Date(entry.date)) }),
        ...remarks.map((remark) => ` · ${remark}`)));
  };

  const showMore = () => {
    const first = list.childElementCount;
    list.append(...found.slice(first, first + PAGE).map((number) => row(entries[number])));
    more.hidden = list.childElementCount >= found.length;
  };

  const toggle = (one, value, chosen) => {
    if (chosen) one.chosen.add(value); else one.chosen.delete(value);
    remember();
    show();
  };

  /** Make the rows of a facet when it is first opened: a facet of meetings may have thousands. */
  const makeRows = (one) => {
    one.rows = one.values.map(([, label], value) => {
      const box = element("input", { type: "checkbox", autocomplete: "off" });
      const count = element("span", { className: "kb-count" });
      box.addEventListener("change", () => toggle(one, value, box.checked));
      return { box, count, item: element("li", {}, element("label", {}, box, element("span", { textContent: label }), count)) };
    });
    one.list.append(...one.rows.map(({ item }) => item));
  };

  /** Show the values of a facet that would find something; of very many those that would find most. */
  const showFacet = (one, index) => {
    one.chosenCount.textContent = one.chosen.size ? ` (${one.chosen.size})` : "";
    one.details.hidden = !one.chosen.size && counts[index].every((count) => !count);
    if (!one.details.open) return;
    if (!one.rows.length) makeRows(one);
    const needle = search.fold(one.finder?.value.trim() ?? "");
    const here = counts[index];
    const fits = one.values.flatMap(([, label], value) => (
      one.chosen.has(value) || (here[value] && search.fold(label).includes(needle)) ? [value] : []));
    const best = fits.length > MOST_VALUES
      ? new Set([...fits].sort((a, b) => one.chosen.has(b) - one.chosen.has(a) || here[b] - here[a] || a - b).slice(0, MOST_VALUES))
      : new Set(fits);
    one.rows.forEach(({ box, count, item }, value) => {
      // A row that has the focus stays, whatever its count.
      item.hidden = !best.has(value) && document.activeElement !== box;
      if (item.hidden) return;
      box.checked = one.chosen.has(value);
      count.textContent = number.format(here[value]);
    });
    one.rest.textContent = fits.length > MOST_VALUES ? say(words.moreValues, { count: number.format(fits.length - MOST_VALUES) }) : "";
  };

  const makeFacet = (one, index) => {
    one.list = element("ul", { className: "kb-plain" });
    one.list.setAttribute("aria-label", one.label);
    one.rest = element("p", { className: "kb-note" });
    one.chosenCount = element("span", {});
    one.details = element("details", { open: OPEN.includes(one.name) }, element("summary", {}, one.label, one.chosenCount));
    one.details.dataset.facet = one.name;
    if (one.values.length > MOST_VALUES) {
      one.finder = element("input", { type: "search", autocomplete: "off" });
      one.finder.setAttribute("aria-label", say(words.find, { facet: one.label }));
      one.finder.addEventListener("input", () => showFacet(one, index));
      one.finder.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
      one.details.append(one.finder);
    }
    one.details.append(one.list, one.rest);
    one.details.addEventListener("toggle", () => showFacet(one, index));
    part("facets").append(one.details);
  };

  const clear = () => {
    query = input.value = "";
    for (const one of facets) one.chosen.clear();
    remember();
    show();
    input.focus();
  };

  /** What is chosen, each with a button that takes it back. */
  const showChosen = () => {
    const again = part("chosen").contains(document.activeElement);
    const remove = (label, press) => {
      const made = button(`${label} `, press);
      made.append("×");
      made.setAttribute("aria-label", say(words.remove, { filter: label }));
      return element("li", {}, made);
    };
    const items = facets.flatMap((one) => [...one.chosen].map((value) => (
      remove(`${one.label}: ${one.values[value][1]}`, () => toggle(one, value, false)))));
    if (query) items.unshift(remove(`${words.words}: ${query}`, removeQuery));
    if (items.length > 1) items.push(element("li", {}, button(words.clear, clear)));
    part("chosen").replaceChildren(...items);
    if (again) (part("chosen").querySelector("button") ?? input).focus();
  };

  const removeQuery = () => { query = input.value = ""; remember(); show(); };

  /** Say what to remove when nothing matches: what alone stands in the way of something. */
  const showEmpty = () => {
    empty.hidden = found.length > 0;
    if (found.length) { empty.replaceChildren(); return; }
    const press = (act) => () => { act(); input.focus(); };
    const ways = facets.flatMap((one, index) => (missedBy[index] ? [[
      `${one.label}: ${[...one.chosen].map((value) => one.values[value][1]).join(", ")}`, missedBy[index],
      press(() => { one.chosen.clear(); remember(); show(); })]] : []));
    if (missedBy[QUERY]) ways.unshift([`${words.words}: ${query}`, missedBy[QUERY], press(removeQuery)]);
    empty.replaceChildren(
      element("p", { textContent: ways.length ? words.none : words.noneAtAll }),
      element("ul", { className: "kb-plain" }, ...ways.map(([label, count, act]) => (
        element("li", {}, button(label, act), " ", element("span", { className: "kb-count", textContent: number.format(count) }))))),
      button(words.clear, clear));
  };

  const show = async ({ exactly = false, pages = 1 } = {}) => {
    form.ariaBusy = "true";
    carryOver();
    if (!(await prepare(exactly))) return;
    narrow();
    arrange();
    list.replaceChildren();
    for (let page = 0; page < pages; page += 1) showMore();
    facets.forEach(showFacet);
    showChosen();
    showEmpty();
    sorting.querySelector("[value=relevance]").disabled = !ranks;
    sorting.value = order();
    part("download").hidden = !found.length;
    const values = { count: number.format(found.length), total: number.format(entries.length) };
    status.textContent = say(found.length < entries.length ? words.some : found.length === 1 ? words.one : words.many, values);
    form.ariaBusy = "false";
  };

  /** A row of a CSV file (RFC 4180). Spreadsheets run a cell that begins like a formula; a quotation mark keeps them from it. */
  const line = (cells) => cells
    .map((cell) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell))
    .map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(",");

  /** The address to hand out: over http the whole, from an unpacked copy only the part that means something elsewhere. */
  const address = (entry) => (location.protocol === "file:" ? path(entry) : new URL(path(entry), root).href);

  const FORMATS = {
    csv: {
      type: "text/csv;charset=utf-8",
      // With a byte order mark Excel reads it as UTF-8.
      make: (chosen) => `\ufeff${[
        [words.title, words.date, ...facets.map(({ label }) => label), words.address],
        ...chosen.map((entry) => [entry.title, entry.date, ...facets.map(({ name }) => labels(entry, name).join("; ")), address(entry)]),
      ].map((cells) => `${line(cells)}\r\n`).join("")}`,
    },
    json: {
      type: "application/json",
      make: (chosen) => JSON.stringify(chosen.map((entry) => ({
        address: entry.address,
        url: address(entry),
        title: entry.title,
        locale: language(entry),
        date: entry.date,
        ...Object.fromEntries(facets.map(({ name }) => [name, valuesOf(entry, name).map(([id, label]) => ({ id, label }))])),
      })), null, 1),
    },
  };

  let last = "";
  const download = (format) => {
    URL.revokeObjectURL(last);
    const { type, make } = FORMATS[format];
    last = URL.createObjectURL(new Blob([make(found.map((number) => entries[number]))], { type }));
    element("a", { href: last, download: `rcm-explore-${locale}.${format}` }).click();
  };

  let waiting = 0;
  const type = () => {
    clearTimeout(waiting);
    if (query === input.value.trim()) { form.ariaBusy = "false"; return; }
    query = input.value.trim();
    remember({ typing: true });
    show();
  };
  input.addEventListener("input", () => {
    form.ariaBusy = "true";
    clearTimeout(waiting);
    waiting = setTimeout(type, 200);
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); type(); });
  sorting.addEventListener("change", () => { sort = sorting.value; remember(); show(); });
  more.addEventListener("click", () => {
    const before = list.childElementCount;
    showMore();
    list.children[before]?.querySelector("a").focus();
    // Whoever opens an entry and comes back finds the list as long as it was.
    history.replaceState({ pages: Math.ceil(list.childElementCount / PAGE) }, "");
  });
  part("download").addEventListener("click", (event) => { if (event.target.value) download(event.target.value); });
  window.addEventListener("popstate", (event) => { clearTimeout(waiting); read(); show({ pages: event.state?.pages }); });

  facets.forEach(makeFacet);
  part("filters").open = window.matchMedia("(min-width: 45em)").matches;
  document.querySelector(".kb-explore-list").remove();
  form.hidden = false;
  read();
  show({ pages: history.state?.pages });
})();
