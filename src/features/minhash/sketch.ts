import type { Shingles } from "./shingles.ts";

/**
 * Makes MinHash values for sets of shingles: `sketch(shingles)` fills and returns the same array of `length` values.
 * Position i of two sketches agrees with a probability equal to the Jaccard similarity of the sets.
 */
export type Sketcher = (shingles: Shingles) => Uint32Array;

/**
 * Fast similarity sketching (Dahlgaard, Knudsen, Thorup 2017). Round after round, each shingle falls into one of `length`
 * bins with a fresh hash, and a bin keeps the least hash of the first round that reached it; a bin that no round reached
 * takes the least hash under a permutation of its own. Long texts need one round, and short ones are as independent as
 * with a permutation for each value.
 */
export function createSketcher(length: number, seed: number): Sketcher {
  const bins = new Int32Array(length);
  const sketch = new Uint32Array(bins.buffer);
  const factors = roundFactors(ROUNDS + length, seed);
  return (shingles) => {
    bins.fill(EMPTY);
    let full = 0;
    for (let round = 0; round < ROUNDS && full < length && shingles.count > 0; round++) {
      scatter(bins, shingles, round, factors);
      while (full < length && bins[full] !== EMPTY) full++;
    }
    for (let bin = full; bin < length; bin++) {
      if (bins[bin] === EMPTY) bins[bin] = least(shingles, ROUNDS + bin, factors);
    }
    return sketch;
  };
}

/** Rounds before the bins that are still empty are filled one by one: the cheapest number for 10 to 100 shingles. */
const ROUNDS = 16;
const ROUND_BITS = 4;
const EMPTY = 0x7fffffff;

/**
 * One round of multiply-shift hashing. The number of the round stands above the hash, so that what earlier rounds left
 * behind stays; the minimum is taken without a branch, which the processor could not foresee.
 */
function scatter(bins: Int32Array, { low, high, count }: Shingles, round: number, factors: Int32Array): void {
  const { length } = bins;
  const binFactor = factors[4 * round];
  const binTerm = factors[4 * round + 1];
  const valueFactor = factors[4 * round + 2];
  const valueTerm = factors[4 * round + 3];
  const above = round << (31 - ROUND_BITS);
  for (let i = 0; i < count; i++) {
    const bin = Math.imul((Math.imul(low[i], binFactor) + binTerm) >>> 16, length) >>> 16;
    const value = above | ((Math.imul(high[i], valueFactor) + valueTerm) >>> (1 + ROUND_BITS));
    const less = (value - bins[bin]) | 0;
    bins[bin] += less & (less >> 31);
  }
}

/** The least hash of all shingles under one permutation; EMPTY when there are none. */
function least({ low, high, count }: Shingles, round: number, factors: Int32Array): number {
  const lowFactor = factors[4 * round];
  const highFactor = factors[4 * round + 2];
  const term = factors[4 * round + 3];
  let result = EMPTY;
  for (let i = 0; i < count; i++) {
    const value = (Math.imul(high[i], highFactor) + Math.imul(low[i], lowFactor) + term) >>> 1;
    if (value < result) result = value;
  }
  return result;
}

/** Four constants for each round: an odd factor and a term for the bin, and the same for the value. */
function roundFactors(rounds: number, seed: number): Int32Array {
  const factors = new Int32Array(4 * rounds);
  let state = seed | 0;
  for (let i = 0; i < factors.length; i++) {
    state = (state + 0x9e3779b9) | 0;
    let word = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
    word ^= word >>> 15;
    factors[i] = i % 2 === 0 ? word | 1 : word;
  }
  return factors;
}
