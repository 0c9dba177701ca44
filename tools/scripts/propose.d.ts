/*
 * Types shared by the scripts of the form to propose a practice. Types only, not published.
 */

type ProposalCheck = ReturnType<typeof proposalCheck>;
type ProposalControls = ReturnType<typeof proposalControls>;
type ProposalFields = ReturnType<typeof proposalFields>;
type ProposalForm = ReturnType<typeof proposalForm>;
type ProposalSteps = ReturnType<typeof proposalSteps>;

/** The value of a field, or of the fields of an item. */
type ProposalItem = string | Record<string, string>;

/** The values of a proposal, by field; those of texts of the body by "body:" and their heading in English. */
type ProposalValues = Record<string, ProposalItem | ProposalItem[]>;

/** The values of a message's placeholders. */
type Filling = Record<string, string | number>;

interface ProposalProblem {
  /** The control to correct. */
  input: HTMLElement;
  label: string;
  message: string;
  /** Whether a value is missing, not wrong. */
  absent: boolean;
}

/** What people type into or choose from. */
interface ProposalControl {
  node: HTMLElement;
  /** What gets the focus. */
  target: HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
  /** The only control in it, which its label names; without one, it is a group. */
  labelled?: HTMLElement;
  get: () => string;
  set: (value: string) => void;
}

/** A part of the form. */
interface ProposalPart<T> {
  field: ProposalField;
  /** Its DOM node. */
  node: HTMLElement;
  /** Returns its value; undefined if empty. */
  read: () => T | undefined;
  /** Sets its value; undefined empties it. */
  fill: (value: T | undefined) => void;
  /**
   * Returns the errors, and shows them on visited fields or, if `all`, on all. `needed` may be the message for a
   * missing value; `also` is an error found elsewhere.
   */
  problems: (needed: string | boolean, all: boolean, also: string) => ProposalProblem[];
}

/** A field with one value. */
interface ProposalSingle extends ProposalPart<string> {
  input: ProposalControl["target"];
  label: string;
}

/** An object value: a group of fields. */
interface ProposalGroup extends Omit<ProposalPart<Record<string, string>>, "node">, Pick<ProposalSingle, "input" | "label"> {
  nodes: HTMLElement[];
}

/** What a list field needs. */
interface ProposalTools {
  fields: ProposalFields;
  controls: ProposalControls;
  check: ProposalCheck;
  words: Record<string, string>;
  /** Announces a change to screen readers. */
  announce: (text: string) => void;
  /** Called when an item was added or removed. */
  changed: () => void;
}

/** An item of a list field. */
interface ProposalListItem {
  part: ProposalSingle | ProposalGroup;
  box: HTMLElement;
  heading: HTMLElement;
  removing: HTMLButtonElement;
}

/** A file in a zip, by its path. */
type PackedFile = [path: string, content: Uint8Array<ArrayBuffer>];

/** A picture or document, with what is said of it. */
interface ProposalChosen {
  name: string;
  /** What is in it; undefined until a file of a draft is chosen again. */
  content: Uint8Array<ArrayBuffer> | undefined;
  part: ProposalGroup;
  box: HTMLElement;
  error: HTMLElement;
}

/** The field of files. */
interface ProposalFiles extends ProposalPart<ProposalItem[]> {
  /** Returns the files to send, by their paths beside the entry with an id. */
  packed: (id: string) => PackedFile[];
}

interface ProposalDraft {
  given: ProposalValues;
  /** The name of the step that was shown. */
  step?: string;
  /** When it was kept (ISO 8601). */
  saved?: string;
  /** The tab that kept it. */
  tab?: string;
  /** What tells it from other drafts: when and in which tab it was first kept. */
  begun?: string;
}

/** A value of a draft that the form has no place for. */
interface ProposalMissed {
  label: string;
  value: unknown;
}

/** A finished proposal. */
interface ProposalMade {
  id: string;
  title: string;
  /** The language of its texts. */
  locale: string;
  /** The text of the entry. */
  text: string;
  /** The files beside it, with which it is sent in a zip. */
  files: PackedFile[];
}

/** A block of what was pasted; of an item of Word, also which list it is in. */
interface ProposalPasted {
  text: string;
  list?: string;
}

/** A line that begins an item of a list. */
interface ProposalMark {
  /** How far it is indented, in characters. */
  indent: number;
  /** What stands for the items of its list: a bullet, "1." or "a)". */
  sign: string;
  /** Its number; 0 if it has none. */
  start: number;
  text: string;
}

interface ProposalList {
  type: "list";
  ordered: boolean;
  start: number;
  items: { text: string; lists: ProposalList[] }[];
}

/** A list that the next line may go on with. */
interface ProposalLevel {
  indent: number;
  sign: string;
  /** The number that goes on with it. */
  next: number;
  list: ProposalList;
}

interface ProposalTable {
  type: "table";
  /** The cells of each row; the first row has the headings. */
  rows: string[][];
}

/** A part of a text. In words and items, a vertical tab breaks the line, and a line end does not. */
type ProposalBlock = ProposalList | ProposalTable | { type: "heading"; level: number; text: string } | { type: "words"; text: string };
