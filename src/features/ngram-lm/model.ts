import { hashPair } from "../signals/scratch.ts";
import type { UnitKind } from "./units.ts";

/** Numbers of a slot of a level: the slot or unit of its context, its last unit, and the bits of two floats. */
export const SLOT = 4;

/**
 * The n-grams of one order n > 1 as an open table: slot `s` holds at `4 * s` the slot of its context among the (n-1)-grams (a unit
 * for n = 2; -1 in a free slot) and its last unit, and as floats the decimal logarithms of its probability and of its weight as a context.
 */
export interface Level {
  readonly keys: Int32Array;
  /** The same bytes as floats. */
  readonly floats: Float32Array;
  /** What is left of a hash after this shift is a slot. */
  readonly shift: number;
}

/** An n-gram language model: interpolated modified Kneser-Ney, written as back-off weights (Chen and Goodman 1998; Heafield et al. 2013). */
export interface NgramModel {
  readonly kind: UnitKind;
  readonly order: number;
  /** Hashes of the units by number, two halves each. */
  readonly vocabulary: Uint32Array;
  /** Probability and weight as a context of unit `u` at `2 * u`, decimal logarithms. */
  readonly unigrams: Float32Array;
  /** Orders 2, 3, … */
  readonly levels: readonly Level[];
  /** Units and line ends of the reference, and n-grams by order. */
  readonly trained: { readonly units: number; readonly lines: number; readonly grams: readonly number[] };
}

/** A table with room for `grams` n-grams. */
export function makeLevel(grams: number): Level {
  const slots = Math.max(4, 2 ** Math.ceil(Math.log2(grams * 1.5 + 1)));
  const keys = new Int32Array(slots * SLOT);
  for (let at = 0; at < keys.length; at += SLOT) keys[at] = -1;
  return levelOver(keys);
}

/** A level over slots as a file keeps them. */
export function levelOver(keys: Int32Array): Level {
  const floats = new Float32Array(keys.buffer, keys.byteOffset, keys.length);
  return { keys, floats, shift: Math.clz32(keys.length / SLOT - 1) };
}

/** The slot of an n-gram, or -1. */
export function findGram({ keys, shift }: Level, context: number, unit: number): number {
  const last = keys.length - 1;
  for (let at = (hashPair(context, unit) >>> shift) * SLOT; ; at = (at + SLOT) & last) {
    const found = keys[at];
    if (found === context && keys[at + 1] === unit) return at >>> 2;
    if (found === -1) return -1;
  }
}

/** Puts an n-gram that is not there into the table; gives its slot. */
export function placeGram(
  { keys, floats, shift }: Level,
  context: number,
  unit: number,
  probability: number,
): number {
  const mask = keys.length / SLOT - 1;
  let slot = hashPair(context, unit) >>> shift;
  while (keys[slot * SLOT] !== -1) slot = (slot + 1) & mask;
  keys[slot * SLOT] = context;
  keys[slot * SLOT + 1] = unit;
  floats[slot * SLOT + 2] = Math.log10(probability);
  return slot;
}
