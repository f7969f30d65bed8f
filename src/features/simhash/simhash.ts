import type { Shingles } from "../minhash/shingles.ts";

/** Writes the 64-bit SimHash of a set of shingles to `out` from 32-bit word `at` on (low half first). */
export type SimHasher = (shingles: Shingles, out: Uint32Array, at: number) => void;

/**
 * SimHash (Charikar 2002): bit i is set when more shingles have a hash with bit i set than not; a tie is not set. Two sets at an
 * angle θ differ in 64·θ/π bits on average.
 */
export function createSimHasher(): SimHasher {
  // Eight counters of 8 bits in two words count eight bits of up to 255 hashes at once, before they are added up.
  const packed = new Int32Array(16);
  const counts = new Int32Array(64);
  return ({ low, high, count }, out, at) => {
    counts.fill(0);
    for (let from = 0; from < count; from += 255) {
      const to = Math.min(count, from + 255);
      addHalf(counts, 0, packed, low, from, to);
      addHalf(counts, 32, packed, high, from, to);
    }
    out[at] = majority(counts, 0, count);
    out[at + 1] = majority(counts, 32, count);
  };
}

/** The lowest bit of each byte. */
const ONES = 0x01010101;

/** Word k of `packed` counts bits k, k + 8, k + 16 and k + 24 of the hashes, a byte each. */
function addHalf(
  counts: Int32Array,
  first: number,
  packed: Int32Array,
  hashes: Uint32Array,
  from: number,
  to: number,
): void {
  let [a, b, c, d, e, f, g, h] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let i = from; i < to; i++) {
    const hash = hashes[i];
    a = (a + (hash & ONES)) | 0;
    b = (b + ((hash >>> 1) & ONES)) | 0;
    c = (c + ((hash >>> 2) & ONES)) | 0;
    d = (d + ((hash >>> 3) & ONES)) | 0;
    e = (e + ((hash >>> 4) & ONES)) | 0;
    f = (f + ((hash >>> 5) & ONES)) | 0;
    g = (g + ((hash >>> 6) & ONES)) | 0;
    h = (h + ((hash >>> 7) & ONES)) | 0;
  }
  packed.set([a, b, c, d, e, f, g, h]);
  for (let bit = 0; bit < 32; bit++) counts[first + bit] += (packed[bit & 7] >>> (bit & 24)) & 255;
}

function majority(counts: Int32Array, first: number, shingles: number): number {
  let word = 0;
  for (let bit = 0; bit < 32; bit++) if (2 * counts[first + bit] > shingles) word |= 1 << bit;
  return word >>> 0;
}

/** The chance that a bit of two SimHashes differs, for sets of equal size with this Jaccard similarity: their angle over π. */
export function chanceOfDifference(similarity: number): number {
  return Math.acos((2 * similarity) / (1 + similarity)) / Math.PI;
}

/** The chance that at most `distance` of 64 bits differ for sets of equal size with this Jaccard similarity: a binomial sum. */
export function chanceWithin(similarity: number, distance: number): number {
  const p = chanceOfDifference(similarity);
  let [sum, term] = [0, (1 - p) ** 64];
  for (let k = 0; k <= distance; k++) {
    sum += term;
    term *= ((64 - k) / (k + 1)) * (p / (1 - p));
  }
  return Math.min(1, sum);
}
