/*
 * Types shared by the scripts of the form to propose a practice. Types only, not published.
 */

type ProposalCheck = ReturnType<typeof proposalCheck>;
type ProposalInputs = ReturnType<typeof proposalInputs>;
type ProposalFields = ReturnType<typeof proposalFields>;
type ProposalForm = ReturnType<typeof proposalForm>;

/** An entry that a field can refer to. */
interface ProposalEntry {
  address: string;
  id: string;
  title: string;
}

/** The value of a field, or of the fields of an item. */
type ProposalItem = string | Record<string, string>;

/** The values of a proposal, by field. */
type ProposalValues = Record<string, ProposalItem | ProposalItem[]>;

/** The introduction, and the text under each heading. */
type ProposalAccount = [introduction: string, sections: Record<string, string>];

/** The values of a message's placeholders. */
type Filling = Record<string, string | number>;

interface ProposalProblem {
  /** The control to correct. */
  input: HTMLElement;
  label: string;
  message: string;
}

/** A part of the form. */
interface ProposalPart<T> {
  field: ProposalField;
  /** Its DOM node. */
  node: HTMLElement;
  /** Returns its value; undefined if empty. */
  read: () => T | undefined;
  /** Sets its value. */
  fill: (value: T) => void;
  /**
   * Returns the errors, and shows them on visited fields or, if `all`, on all. `needed` may be the message for a
   * missing value; `also` is an error found elsewhere.
   */
  problems: (needed: string | boolean, all: boolean, also: string) => ProposalProblem[];
}

/** A field with one value. */
interface ProposalSingle extends ProposalPart<string> {
  input: HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
  label: string;
}

/** An object value: a group of fields. */
interface ProposalGroup extends Omit<ProposalPart<Record<string, string>>, "node">, Pick<ProposalSingle, "input" | "label"> {
  nodes: HTMLElement[];
}

/** What a list field needs. */
interface ProposalTools {
  fields: ProposalFields;
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
  /** Whether the id was typed by hand. */
  typed: boolean;
  introduction?: string;
  /** The text under each heading. */
  texts?: Record<string, string>;
}
