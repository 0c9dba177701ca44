/*
 * Types shared by the scripts of the search. Types only, not published.
 */

/** Snowball's stemmer of a language. */
interface SnowballStemmer {
  stemWord(word: string): string;
}

/** What every search of a language needs (publish/search/index.py). */
interface SearchStart {
  version: string;
  count: number;
  firsts: string;
  /** The letters that words begin with. */
  letters: string;
  synonyms: string[][];
  common: string;
  /** In the copy in one file, or where a part of the site is saved on the device: the pages that are not there. */
  absent?: number[];
  months: Record<string, number>;
}

/** A form in a text, with the place of its word and what it takes up. */
interface SearchToken {
  place: number;
  form: string;
  start: number;
  end: number;
}

/** A word of a query; of a compound with its parts. */
interface SearchWord {
  place: number;
  form: string;
  parts: string[];
  written: string;
}

/** What may stand for a concept: words that all have to be there; `also` is what readers are told if it is a synonym. */
interface SearchAlternative {
  forms: string[];
  near: number;
  also: string;
}

/** Something that a query asks for; `begun` if it is still being written, `phrase` if its words stand in quotes. */
interface SearchConcept {
  text: string;
  alternatives: SearchAlternative[];
  begun: boolean;
  phrase: { form: string; offset: number }[];
}

interface SearchQuery {
  concepts: SearchConcept[];
  /** The forms that no result may have. */
  without: string[];
  /** The key of the query as a whole name. */
  name: string;
}

/** A form that stands for a word of the query, and how near it is to it. */
interface SearchMeaning {
  form: string;
  postings: string;
  near: number;
}

/** What a concept has found: how much of it each page has, on how many pages, and the forms by which, each with how near it is. */
interface SearchMatch {
  text: string;
  also: string[];
  forms: Map<string, number>;
  phrase: { form: string, offset: number }[];
  weights: Float32Array;
  pages: number;
}

interface SearchFound {
  query: string;
  /** The numbers of the pages, the best first. */
  pages: number[];
  scores: Float64Array;
  concepts: SearchMatch[];
  /** Whether the pages have all concepts, and not only most. */
  whole: boolean;
  /** For each page: 0 if it is found, n if only the nth filter is against it, else 255. */
  fails: Uint8Array;
  /** The names of the filters in use. */
  filters: string[];
  /** Whether only a part of the site was searched, which is saved on the device. */
  isPart: boolean;
}

/** What the index says of a page (publish/search/kept.py). */
type SearchText = [
  url: string, title: string, kind: string, label: string, date: string, where: string, retired: string, only: string, of: string,
  names: string[], aliases: string[], places: string[], sentences: (string | number)[],
];

/** A word of the index with which one that is not found is compared; `common` says how long its list is. */
interface KnownWord {
  word: string;
  plain: string;
  common: number;
}

/** A word in a text that matches a concept. */
interface SearchMark {
  concept: number;
  /** How near it is, up to 1. */
  near: number;
  start: number;
  end: number;
}

interface SearchPart {
  text: string;
  marked: boolean;
}

/** What is shown of a page. */
interface SearchResult {
  url: string;
  title: string;
  kind: string;
  label: string;
  date: string;
  where: string;
  retired: string;
  only: string;
  /** The meeting that a concept note prepares. */
  of: string;
  anchor: string;
  place: string;
  placeParts: SearchPart[];
  titleParts: SearchPart[];
  parts: SearchPart[];
  /** How many of the concepts stand together. */
  together: number;
}

/** What looks words up in the index of a language. */
interface SearchLookup {
  /** The forms of an entry, each followed by its postings. */
  entry(key: string): Promise<string[]>;
  /** How much each page has of a word; the forms by which are added to `forms`. */
  weigh(word: string, isBegun: boolean, forms: Map<string, number>): Promise<Float32Array>;
  /** The pages on which words stand one after the other. */
  together(phrase: SearchConcept["phrase"]): Promise<Set<number>>;
}

/** What finds pages in the index of a language. */
interface SearchEngine {
  search(query: string, filters?: Record<string, string[]>): Promise<SearchFound>;
  /** How many of the pages found each value of a facet has, whatever is chosen of the same facet. */
  counts(found: SearchFound, name: string): Promise<Map<string, number>>;
  /** What a page says. */
  page(number: number): Promise<SearchText>;
  /** The words of the index with a letter, each followed by a digit that says how common it is. */
  words(letter: string): Promise<string>;
  /** Words that are not looked for. */
  common: Set<string>;
  /** The numbers of the months by their names, folded. */
  months: Record<string, number>;
  locale: string;
}

interface SearchFilters {
  chosen(): Record<string, string[]>;
  clear(): void;
  show(engine: SearchEngine, found: SearchFound): Promise<void>;
}

interface SearchHints {
  /** `isWanted` says whether what is found late may still be shown. */
  show(found: SearchFound, isWanted: () => boolean): Promise<void>;
  clear(): void;
}
