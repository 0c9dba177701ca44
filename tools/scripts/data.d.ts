/*
 * Types of the data that scripts get: from files that the build writes, and from the pages. Types only, not published.
 */

/** Build metadata of this copy of the site (publish/site/about.py). */
interface AboutData {
  date: string | null;
  revision: string;
  offline: boolean;
  /** The part of the content that it has; not there if it has all. */
  part?: PartData;
}

/** What a copy of a part of the content is about. */
interface PartData {
  name: string;
  labels: Record<string, string>;
  /** The address of the site that has everything; may be empty. */
  home: string;
}

/** A file to download (publish/packs/shelf.py). */
interface PackData {
  name: string;
  form: string;
  /** Its language; empty if it has all. */
  locale: string;
  revision: string;
  date: string;
  size: number;
  sha256: string;
  /** The date of the pack that an update is for; empty for anything else. */
  since: string;
  /** The part of the content that it has; not there if it has all. */
  part?: PartData;
  signed: boolean;
}

/** An id with its label. */
type Named = [id: string, words: string];

/** A filter of the search (view/parts/search_record.py). */
type SearchFilter = [name: string, label: string, greatestFirst: boolean];

/** All entries (publish/site/explore_data.py); an entry ends with its values for each facet, in the order of facets. */
interface ExploreData {
  page: string;
  /** The page in each language; only where entries can be cited. */
  pages?: Record<string, string>;
  facets: [name: string, label: string, values: Named[], opened: boolean, onCards: boolean][];
  entries: [address: string, title: string, date: string, when: string, number: number, locale: string, ...values: number[][]][];
  /** The day on which each entry was changed last (20211231), one after the other; only where entries can be cited. */
  days?: string;
}

/** A commitment as its row shows it, besides its text (publish/site/commitments_data.py). */
type CommitmentLine = [anchor: string, ref: string, status: string, label: string, agreement: string, remarks: string[]];

/** All commitments: as entries for the filters, and as rows. */
interface CommitmentsData extends ExploreData {
  lines: CommitmentLine[];
}

/** A field of the form (view/pages/propose.py, model/guide.py); empty values are left out. */
interface ProposalField {
  name: string;
  type: string;
  label?: string;
  help?: string;
  hint?: string;
  example?: string;
  default?: string;
  many?: boolean;
  required?: boolean;
  choices?: Named[];
  /** What each choice means, in their order. */
  meanings?: string[];
  vocabularies?: string[];
  kinds?: string[];
  fields?: ProposalField[];
  /** Whether it is asked as since when, and until when or that it goes on. */
  span?: boolean;
  /** Whether it says in words where something can be read. */
  names_source?: boolean;
  pattern?: string;
  most_words?: number;
  longest?: number;
  least?: number;
  most?: number;
}

/** A message in two parts: the error, and what is allowed. */
type Message = [what: string, allowed: string];

/** The fields and texts of the form (view/pages/propose.py). */
interface ProposalData {
  order: string[];
  fixed: Record<string, string>;
  today: string[];
  /** The screens, with the fields and the texts of the body that each asks for. */
  steps: { name: string; title: string; asked: ProposalField[] }[];
  /** The headings in the body, by the name of the text and the language. */
  headings: Record<string, Record<string, string>>;
  /** What each maturity requires. */
  needed: Record<string, string[]>;
  vocabularies: Record<string, Named[]>;
  vocabulary_names: Record<string, string>;
  /** The folder for entries in each language. */
  folder: Record<string, string>;
  /** Ids that no new entry may have, besides those of entries. */
  taken: string[];
  /** The numbers of the months, by their names without accents. */
  months: Record<string, number>;
  control: string;
  /** Finds a damaged letter, and one of another alphabet than its word. */
  letters: string;
  /** Finds marks of Markdown and HTML in plain text. */
  marks: string;
  /** Matches a character that readers see. */
  seen: string;
  forms: Record<string, [pattern: string, message: string]>;
  patterns: Record<string, Message>;
  messages: Record<string, Message>;
  words: Record<string, string>;
  files: ProposalLimits;
  /** The most characters of a line and of all fields, and the most bytes of an entry. */
  limits: { line: number; fields: number; text: number };
}

/** What the files of a proposal are held to; sizes are in bytes, types the usual ending of their names. */
interface ProposalLimits {
  /** All that is to be known before, in words. */
  limits: string;
  /** The folder that the folder of the entry is in. */
  folder: string;
  endings: string[];
  /** A pattern for each type, of as many first bytes as `beginning` says. */
  beginnings: Record<string, string>;
  beginning: number;
  /** The types that are no pictures. */
  documents: string[];
  largest: Record<string, number>;
  together: number;
  number: number;
  longest_path: number;
  /** A pattern of the beginnings of names that no file may have. */
  reserved: string;
}

interface Window {
  rcmAbout?: AboutData;
  rcmCommitments?: CommitmentsData;
  rcmDownloads?: PackData[];
  rcmExplore?: ExploreData;
  /** What a field can refer to: entries and parts of them, by kind (publish/site/form_data.py). */
  rcmChoices?: { entries: Record<string, Named[]>; parts: Record<string, Named[]> };
  /** What can be saved of the site. */
  rcmSaved?: SavedList;
  /** In the copy in one file: hands a piece of the search index over (assets/javascripts/single-blocks.js). */
  rcmInside?(path: string): Promise<void>;
  /** Takes what a piece of the search index hands over (publish/search/index.py). */
  rcmSearch(name: string, value: unknown): void;
  SpanishStemmer: new () => SnowballStemmer;
  EnglishStemmer: new () => SnowballStemmer;
}

/** A block of the copy of the site in one file: things by name (publish/packs/single/blocks.py). */
type SingleBlock = Record<string, unknown>;

/** A page of that copy. */
interface SinglePage {
  title: string;
  /** The names of its style sheets. */
  sheets: string[];
  /** Its HTML without the shell. */
  content: string;
}
