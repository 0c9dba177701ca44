"use strict";

/*
 * What the search box says besides the results: what else was looked for, what is not there, what may be meant, and what
 * there is in the other language.
 */

/** @type {(dialog: HTMLElement, words: Readonly<Record<string, string>>, search: ReturnType<typeof searchEngine>, take: (query: string) => void) => SearchHints} */
const searchHints = (dialog, words, search, take) => {
  const { button, element, find, locale, say } = kb;
  const { shown } = searchShown;
  const PAGE = 6;
  const hint = find(dialog, ".kb-search__hint", HTMLElement);
  const other = find(dialog, ".kb-search__other", HTMLElement);
  const otherList = find(dialog, ".kb-search__other-results", HTMLElement);
  let query = "";

  /** @type {(of: SearchFound, isWanted: () => boolean) => Promise<HTMLElement | null>} */
  const showOther = async (of, isWanted) => {
    const all = await searchLoaded(await search.engine(words.otherLocale), of, 0, PAGE);
    if (!isWanted()) return null;
    other.hidden = true;
    otherList.replaceChildren(
      element("li", { lang: locale, textContent: say(words.otherFound, { count: of.pages.length }) }), ...all.map((result) => shown(result)));
    return otherList.querySelector("a");
  };

  /** Say what else was looked for, what is not there, and what may be meant. @type {(of: SearchFound, isWanted: () => boolean) => Promise<void>} */
  const show = async (of, isWanted) => {
    query = of.query;
    otherList.replaceChildren();
    // The copy in one file has one language.
    other.hidden = Boolean(window.rcmInside);
    const also = [...new Set(of.concepts.flatMap((concept) => concept.also))];
    hint.replaceChildren(...(also.length ? [element("p", { textContent: say(words.also, { words: also.join(", ") }) })] : []));
    if (of.isPart) hint.append(element("p", { textContent: words.saved }));
    if (!of.whole && of.pages.length) hint.append(element("p", { textContent: words.partly }));
    if (of.pages.length && of.whole) return;
    if (of.concepts.length > 1) {
      hint.append(element("p", {}, words.each, ...of.concepts.flatMap(({ text, pages }) => [" ", button(`${text} (${pages})`, () => take(text), "kb-search__word")])));
    }
    // What comes late never moves what is on show.
    if (of.pages.length) return;
    const [elsewhere, meant] = await Promise.all([
      // Without the other language there is still this one.
      search.engine(words.otherLocale).then((engine) => engine.search(of.query)).catch(() => null),
      search.engine(locale).then((engine) => searchSuggestion(of, engine)),
    ]);
    if (!isWanted()) return;
    // What is written just so in the other language is no mistake.
    if (elsewhere?.pages.length && elsewhere.whole) await showOther(elsewhere, isWanted);
    if (meant && isWanted()) hint.append(element("p", {}, `${words.meant} `, button(meant, () => take(meant), "kb-search__word")));
  };

  other.addEventListener("click", async () => {
    const asked = query;
    const engine = await search.engine(words.otherLocale);
    (await showOther(await engine.search(asked), () => asked === query))?.focus();
  });

  return {
    show,
    clear: () => {
      query = "";
      hint.replaceChildren();
      otherList.replaceChildren();
      other.hidden = true;
    },
  };
};
