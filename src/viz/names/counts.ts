import { isNameable, wordsOf } from "./words.ts";

/** What one cluster's documents say: weight and documents of every term. A term is one word or two neighbours. */
export interface ClusterCounts {
  documents: number;
  /** Sum over documents of the term's share of the document, so that long documents do not dominate. */
  readonly mass: Map<string, number>;
  readonly support: Map<string, number>;
}

/** Terms of a sample of clustered documents. */
export interface TermCounts {
  readonly clusters: Map<number, ClusterCounts>;
  /** Number of documents that hold each word. */
  readonly documentFrequency: Map<string, number>;
  /** How often each word is written in which way. */
  readonly surfaces: Map<string, Map<string, number>>;
  documents: number;
}

/** Counts of no document. */
export function emptyCounts(): TermCounts {
  return { clusters: new Map(), documentFrequency: new Map(), surfaces: new Map(), documents: 0 };
}

/** Counts the words and word pairs of one document of a cluster. */
export function countDocument(counts: TermCounts, cluster: number, text: string): void {
  const surfaces = wordsOf(text);
  const words = surfaces.map((word) => word.toLowerCase());
  if (words.length === 0) return;
  const own = counts.clusters.get(cluster) ?? { documents: 0, mass: new Map(), support: new Map() };
  counts.clusters.set(cluster, own);
  own.documents++;
  counts.documents++;
  const share = 1 / words.length;
  const seen = new Set<string>();
  words.forEach((word, i) => {
    if (!isNameable(word)) return;
    note(counts.surfaces, word, surfaces[i]);
    tally(own, seen, word, share);
    if (i > 0 && isNameable(words[i - 1]) && words[i - 1] !== word)
      tally(own, seen, `${words[i - 1]} ${word}`, share);
  });
  for (const term of seen) {
    add(own.support, term, 1);
    if (!term.includes(" ")) add(counts.documentFrequency, term, 1);
  }
}

function tally({ mass }: ClusterCounts, seen: Set<string>, term: string, share: number): void {
  add(mass, term, share);
  seen.add(term);
}

function note(surfaces: Map<string, Map<string, number>>, word: string, surface: string): void {
  let forms = surfaces.get(word);
  if (forms === undefined) {
    forms = new Map();
    surfaces.set(word, forms);
  }
  add(forms, surface, 1);
}

function add<K>(map: Map<K, number>, key: K, value: number): void {
  map.set(key, (map.get(key) ?? 0) + value);
}
