import type { SparseVector } from "../grams.ts";
import { type Features, type StyleScale, scaledStyle } from "./features.ts";

/** A preference of one text over another. */
export interface Preference {
  readonly chosen: string;
  readonly rejected: string;
}

/** A preference whose texts are measured. */
export interface MeasuredPair {
  readonly chosen: Features;
  readonly rejected: Features;
}

/** Chosen less rejected in the model's coordinates: 2^bits buckets of grams, then the style measurements. */
export function difference(pair: MeasuredPair, bits: number, scale: StyleScale): SparseVector {
  const chosen = inputOf(pair.chosen, bits, scale);
  const rejected = inputOf(pair.rejected, bits, scale);
  const sums = new Map<number, number>();
  chosen.index.forEach((at, e) => {
    sums.set(at, chosen.value[e]);
  });
  rejected.index.forEach((at, e) => {
    sums.set(at, (sums.get(at) ?? 0) - rejected.value[e]);
  });
  const entries = [...sums].filter(([, value]) => value !== 0);
  return {
    index: Int32Array.from(entries, ([at]) => at),
    value: Float32Array.from(entries, ([, value]) => value),
  };
}

/** A text in the model's coordinates. */
export function inputOf({ grams, style }: Features, bits: number, scale: StyleScale): SparseVector {
  const offset = 1 << bits;
  const scaled = scaledStyle(style, scale);
  const index = new Int32Array(grams.index.length + scaled.length);
  const value = new Float32Array(index.length);
  index.set(grams.index);
  value.set(grams.value);
  scaled.forEach((measurement, s) => {
    index[grams.index.length + s] = offset + s;
    value[grams.index.length + s] = measurement;
  });
  return { index, value };
}

/** The product of a sparse vector with dense weights. */
export function dot({ index, value }: SparseVector, weights: Float32Array): number {
  let sum = 0;
  for (let e = 0; e < index.length; e++) sum += value[e] * weights[index[e]];
  return sum;
}
