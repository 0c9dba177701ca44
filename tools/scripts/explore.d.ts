/*
 * Types shared by the scripts of the Explore page. Types only, not published.
 */

type ExploreEntries = ReturnType<typeof exploreEntries>;
type ExploreChoice = ReturnType<typeof exploreChoice>;

/** A facet, with the indexes of the chosen values. */
interface ExploreFacet {
  name: string;
  label: string;
  values: Named[];
  opened: boolean;
  onCards: boolean;
  chosen: Set<number>;
}

/** An entry; `values` are the indexes of its values for each facet, `number` is that of its page in the search index. */
interface ExploreEntry {
  address: string;
  title: string;
  date: string;
  when: string;
  number: number;
  locale: string;
  values: number[][];
}

/** The rank of each entry that matches the text query, best first, by the number of its page. */
type Ranks = Map<number, number>;

/** What the parts of the page share. */
interface ExplorePage {
  form: HTMLElement;
  words: Readonly<Record<string, string>>;
  /** Called when a filter was added or removed. */
  changed: () => void;
}

interface ExploreResult {
  /** The entries that match all filters. */
  found: ExploreEntry[];
  /** For each facet and value, the number of entries if it were chosen. */
  counts: Uint32Array[];
  /** The number of additional entries without each facet and, last, without the text query. */
  missedBy: Uint32Array;
}
