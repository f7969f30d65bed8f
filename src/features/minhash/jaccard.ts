import type { Shingles } from "./shingles.ts";

/** A shingle set as ascending numbers of 53 bits: two of a million shingles each meet by chance once in 2,000 pairs. */
export type ShingleSet = Float64Array;

/** The sorted set of the collected shingles, 8 bytes each. */
export function shingleSet(shingles: Shingles): ShingleSet {
  const set = new Float64Array(shingles.count);
  for (let i = 0; i < set.length; i++)
    set[i] = (shingles.high[i] & 0x1fffff) * 0x1_0000_0000 + shingles.low[i];
  return set.sort();
}

/**
 * Jaccard similarity of two sorted sets: |A ∩ B| / |A ∪ B|, 0 when both are empty. With a `bound`, sets that cannot
 * reach it are given up early and answer some value below it.
 */
export function jaccard(a: ShingleSet, b: ShingleSet, bound = 0): number {
  const total = a.length + b.length;
  if (total === 0) return 0;
  let spare = total - 2 * neededInCommon(total, bound);
  let i = 0;
  let j = 0;
  let common = 0;
  while (i < a.length && j < b.length) {
    const x = a[i];
    const y = b[j];
    if (x === y) {
      common++;
      i++;
      j++;
    } else {
      if (--spare < 0) return 0;
      if (x < y) i++;
      else j++;
    }
  }
  return common / (total - common);
}

/** J ≥ bound needs at least bound · (|A| + |B|) / (1 + bound) common members. */
function neededInCommon(total: number, bound: number): number {
  return Math.ceil((bound * total) / (1 + bound) - 1e-6);
}
