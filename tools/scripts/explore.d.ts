/*
 * What the scripts of the Explore page hand each other. It has no code and is never published.
 */

type ExploreEntries = ReturnType<typeof exploreEntries>;
type ExploreChoice = ReturnType<typeof exploreChoice>;

/** A facet, with the values that are chosen, each by its place. */
interface ExploreFacet {
  name: string;
  label: string;
  values: Named[];
  opened: boolean;
  onCards: boolean;
  chosen: Set<number>;
}

/** An entry; `values` are, for each facet, the places of its values, and `fragment` is what the search engine calls it. */
interface ExploreEntry {
  address: string;
  title: string;
  date: string;
  when: string;
  fragment: string;
  values: number[][];
}

/** The places of entries among those that have the words, best first, by their fragments. */
type Ranks = Map<string, number>;

/** What the parts of the page are made with. */
interface ExplorePage {
  form: HTMLElement;
  words: Readonly<Record<string, string>>;
  /** Called when something was chosen or taken back. */
  changed: () => void;
}

interface ExploreResult {
  /** What matches everything. */
  found: ExploreEntry[];
  /** For each value of each facet, how many entries there would be with it. */
  counts: Uint32Array[];
  /** How many more there would be without each facet and, last, without the words. */
  missedBy: Uint32Array;
}
