import type { Units } from "../../../features/ngram-lm/units.ts";
import { type DocumentCounts, sumKept } from "./document-counts.ts";
import type { Goal } from "./goal.ts";
import { hashLow } from "./grams.ts";

/** Buckets of hashed units and pairs (DSIR: Xie et al. 2023, section 4). */
export const buckets = 10_000;

/** Calls for the bucket of each unit and each pair of a text. */
export function visitBuckets(units: Units, found: (bucket: number) => void): void {
  for (let i = 0; i < units.count; i++) {
    found(hashLow(units, i, 1) % buckets);
    if (i > 0) found(hashLow(units, i, 2) % buckets);
  }
}

/** What similarity is measured over. */
export interface SimilarityPool {
  /** Counts of buckets by document. */
  readonly counts: DocumentCounts;
  readonly tokens: Float64Array;
  readonly budget: number;
}

/**
 * Kullback-Leibler divergence of the bucket frequencies of the target from those of the kept documents, in nats; every bucket of the kept ones
 * counts half an occurrence more, so that none is 0.
 */
export function similarityGoal(target: Float64Array, { counts, tokens, budget }: SimilarityPool): Goal {
  const sums = new Float64Array(buckets);
  const whole = target.reduce((a, b) => a + b, 0);
  return {
    name: "similarity",
    best: "least",
    unit: "nats of divergence from the target",
    value(kept, count, share) {
      const units = sumKept(counts, kept, count, tokens, budget * share, sums);
      return units === 0 ? Number.NaN : divergence(target, whole, sums);
    },
  };
}

function divergence(target: Float64Array, whole: number, sums: Float64Array): number {
  const kept = sums.reduce((a, b) => a + b, 0) + sums.length / 2;
  let nats = 0;
  for (let bucket = 0; bucket < sums.length; bucket++) {
    if (target[bucket] === 0) continue;
    const share = target[bucket] / whole;
    nats += share * Math.log((share * kept) / (sums[bucket] + 0.5));
  }
  return nats;
}
