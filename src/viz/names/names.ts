import type { ClusterCounts, TermCounts } from "./counts.ts";

/** A cluster's name and the terms that tell it from the others, best first. */
export interface ClusterName {
  readonly cluster: number;
  readonly name: string;
  readonly terms: readonly string[];
}

/** A word in more than this share of the documents, of all and of those in most clusters, says nothing in any language. */
const STOP_SHARE = 0.4;
/** A term must be this many times denser in the cluster than in all documents, or half of what the cluster's size allows. */
const LIFT = 3;
const TERMS = 10;
const NAME_TERMS = 3;

/**
 * Names clusters by class-based TF-IDF (BERTopic, Grootendorst 2022) with the BM25 idf clamped at 0: words and word
 * pairs, each document of equal weight, stop words taken from the documents themselves, no two terms that share a word.
 */
export function nameClusters(counts: TermCounts): ClusterName[] {
  const total = totalMass(counts);
  const meanMass = counts.documents / Math.max(1, counts.clusters.size);
  const idf = (term: string) => Math.max(0, Math.log((meanMass + 1) / ((total.get(term) ?? 0) + 0.05)));
  const isStop = (word: string) => isStopWord(counts, word);
  const names = [...counts.clusters]
    .filter(([cluster]) => cluster >= 0)
    .sort(([a], [b]) => a - b)
    .map(([cluster, own]) => {
      const background = (term: string) => (total.get(term) ?? 0) / counts.documents;
      const terms = chooseTerms(rankTerms(own, counts.documents, idf, isStop, background));
      return { cluster, terms: terms.map((term) => written(term, counts)) };
    });
  return distinct(names);
}

function isStopWord({ clusters, documentFrequency, documents }: TermCounts, word: string): boolean {
  if ((documentFrequency.get(word) ?? 0) <= STOP_SHARE * documents) return false;
  const usual = [...clusters.values()].filter(
    (own) => (own.support.get(word) ?? 0) > STOP_SHARE * own.documents,
  );
  return usual.length > clusters.size / 2;
}

function totalMass({ clusters }: TermCounts): Map<string, number> {
  const total = new Map<string, number>();
  for (const { mass } of clusters.values())
    for (const [term, value] of mass) total.set(term, (total.get(term) ?? 0) + value);
  return total;
}

function rankTerms(
  { documents, mass, support }: ClusterCounts,
  all: number,
  idf: (term: string) => number,
  isStop: (word: string) => boolean,
  background: (term: string) => number,
): string[] {
  const scored: [string, number][] = [];
  const fewest = Math.min(2, documents);
  const lift = Math.min(LIFT, (1 + all / documents) / 2);
  for (const [term, value] of mass) {
    const holders = support.get(term) ?? 0;
    const rate = value / documents;
    if (holders < fewest || rate < lift * background(term) || term.split(" ").some(isStop)) continue;
    scored.push([term, rate * idf(term) * Math.sqrt(holders / documents)]);
  }
  scored.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return scored.slice(0, TERMS * 6).map(([term]) => term);
}

/** Takes terms in order, leaving out those that repeat a word, or an inflection of it, of a better one. */
function chooseTerms(ranked: readonly string[]): string[] {
  const chosen: string[] = [];
  for (const term of ranked) {
    if (chosen.length === TERMS) break;
    if (!chosen.some((other) => overlaps(term, other))) chosen.push(term);
  }
  return chosen;
}

function overlaps(term: string, other: string): boolean {
  const words = other.split(" ");
  return term.split(" ").some((word) => words.some((known) => sameStem(word, known)));
}

/** Equal up to a short ending: whale and whales. A guess without a dictionary, for any alphabet. */
function sameStem(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return long.startsWith(short) && long.length - short.length <= (short.length >= 4 ? 2 : 0);
}

/** The term as it is most often written. */
function written(term: string, { surfaces }: TermCounts): string {
  return term
    .split(" ")
    .map((word) => mostFrequent(surfaces.get(word)) ?? word)
    .join(" ");
}

function mostFrequent(forms: Map<string, number> | undefined): string | undefined {
  return [...(forms ?? [])].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0];
}

/** Gives two clusters with the same best terms one more term each, or their number. */
function distinct(clusters: readonly { cluster: number; terms: string[] }[]): ClusterName[] {
  const used = new Set<string>();
  return clusters.map(({ cluster, terms }) => {
    let size = NAME_TERMS;
    let name = terms.slice(0, size).join(" · ");
    while (used.has(name) && size < terms.length) name = terms.slice(0, ++size).join(" · ");
    if (name === "" || used.has(name)) name = `${name} ${cluster + 1}`.trim();
    used.add(name);
    return { cluster, name, terms };
  });
}
