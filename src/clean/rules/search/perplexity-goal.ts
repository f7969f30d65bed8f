import { type DocumentCounts, sumKept } from "./document-counts.ts";
import type { Goal } from "./goal.ts";
import type { TargetGrams } from "./grams.ts";

/** What trains the small models of a search. */
export interface PerplexityPool {
  /** Counts, by document, of the n-grams of the target. */
  readonly counts: DocumentCounts;
  readonly tokens: Float64Array;
  /** Distinct units of the documents and the target together. */
  readonly vocabulary: number;
  /** Tokens that a model is trained on at most; the first kept documents in order. */
  readonly budget: number;
}

/** How much the shorter n-gram counts, in occurrences, by order from 1. */
export type Strengths = readonly number[];

/**
 * Perplexity of the target to a small n-gram model of the kept documents: each order a Dirichlet prior from the one below, the lowest from the
 * even distribution (MacKay and Peto 1995). It needs counts of the target's n-grams alone, so that a model is a sum of rows.
 */
export function perplexityGoal(target: TargetGrams, pool: PerplexityPool, strengths: Strengths): Goal {
  const sums = new Float64Array(pool.counts.features);
  return {
    name: "perplexity",
    best: "least",
    unit: "perplexity of the target",
    value(kept, count, share) {
      const units = sumKept(pool.counts, kept, count, pool.tokens, pool.budget * share, sums);
      return units === 0 ? Number.NaN : perplexityOf(target, sums, units, pool.vocabulary, strengths);
    },
  };
}

/** Perplexity of the target to a model of these counts. */
export function perplexityOf(
  { contexts, suffixes, lengths, places }: TargetGrams,
  sums: Float64Array,
  units: number,
  vocabulary: number,
  strengths: Strengths,
): number {
  const probabilities = new Float64Array(sums.length);
  let [logarithm, all] = [0, 0];
  for (let g = 3; g < sums.length; g++) {
    const strength = strengths[lengths[g] - 1];
    const isUnit = lengths[g] === 1;
    const shorter = isUnit ? 1 / vocabulary : probabilities[suffixes[g]];
    const context = isUnit ? units : sums[contexts[g]];
    probabilities[g] = (sums[g] + strength * shorter) / (context + strength);
    if (places[g] === 0) continue;
    logarithm += places[g] * Math.log(probabilities[g]);
    all += places[g];
  }
  return Math.exp(-logarithm / all);
}

const steps = [3, 10, 30, 100, 300, 1000, 3000, 10000];

/** Strengths with which a model of all documents foretells the target best: chosen once, one order after the other. */
export function fitStrengths(
  target: TargetGrams,
  { counts, tokens, vocabulary, budget }: PerplexityPool,
): Strengths {
  const sums = new Float64Array(counts.features);
  const all = new Uint8Array(tokens.length).fill(1);
  const units = sumKept(counts, all, tokens.length, tokens, budget, sums);
  let strengths = Array.from({ length: target.order }, () => 300);
  for (let n = 0; n < target.order; n++) {
    const tried = steps.map((step) => strengths.with(n, step));
    const found = tried.map((one) => perplexityOf(target, sums, Math.max(1, units), vocabulary, one));
    strengths = tried[found.indexOf(Math.min(...found))];
  }
  return strengths;
}
