/*
 * What the scripts of the form to propose a practice hand each other. It has no code and is never published.
 */

type ProposalCheck = ReturnType<typeof proposalCheck>;
type ProposalInputs = ReturnType<typeof proposalInputs>;
type ProposalFields = ReturnType<typeof proposalFields>;
type ProposalForm = ReturnType<typeof proposalForm>;

/** An entry that a field may name. */
interface ProposalEntry {
  address: string;
  id: string;
  title: string;
}

/** The value of a field, or of the fields of an item. */
type ProposalItem = string | Record<string, string>;

/** The values of a proposal, by their fields. */
type ProposalValues = Record<string, ProposalItem | ProposalItem[]>;

/** The introduction, and the text under each heading. */
type ProposalAccount = [introduction: string, sections: Record<string, string>];

/** What a sentence is filled in with. */
type Filling = Record<string, string | number>;

interface ProposalProblem {
  /** Where it is to be put right. */
  input: HTMLElement;
  label: string;
  message: string;
}

/** A part of the form. */
interface ProposalPart<T> {
  field: ProposalField;
  /** What is seen. */
  node: HTMLElement;
  /** Returns its value; nothing, if nothing is written. */
  read: () => T | undefined;
  /** Puts a value in. */
  fill: (value: T) => void;
  /**
   * Returns what is wrong, and shows it where somebody has been or, if `all`, everywhere. `needed` may be the sentence
   * for a value that is not there; `also` is what is known to be wrong from elsewhere.
   */
  problems: (needed: string | boolean, all: boolean, also: string) => ProposalProblem[];
}

/** A field with one value. */
interface ProposalSingle extends ProposalPart<string> {
  input: HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
  label: string;
}

/** Several fields as one value. */
interface ProposalGroup extends Omit<ProposalPart<Record<string, string>>, "node">, Pick<ProposalSingle, "input" | "label"> {
  nodes: HTMLElement[];
}

/** What a field with many values is made with. */
interface ProposalTools {
  fields: ProposalFields;
  check: ProposalCheck;
  words: Record<string, string>;
  /** Tells those who do not see the form. */
  announce: (text: string) => void;
  /** Called when an item was added or taken away. */
  changed: () => void;
}

/** One of many values of a field. */
interface ProposalListItem {
  part: ProposalSingle | ProposalGroup;
  box: HTMLElement;
  heading: HTMLElement;
  removing: HTMLButtonElement;
}

interface ProposalDraft {
  given: ProposalValues;
  /** Whether somebody has written an id. */
  typed: boolean;
  introduction?: string;
  /** The text under each heading. */
  texts?: Record<string, string>;
}
