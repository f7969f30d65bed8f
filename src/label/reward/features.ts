import { countGrams, normalised, type SparseVector } from "../grams.ts";
import { styleNames, styleOf } from "./style.ts";

/** Words of a stretch of text that is scored on its own. */
export const stretchWords = 512;

/** What a reward model sees of one stretch: hashed grams, then the style measurements, unscaled. */
export interface Features {
  readonly grams: SparseVector;
  readonly style: Float32Array;
  readonly words: number;
}

/** Features of each stretch of 512 words of a UTF-8 text; none for a text without words. */
export function stretchesOf(text: Uint8Array, bits: number): Features[] {
  return countGrams(text, bits, stretchWords).map((stretch) => ({
    grams: normalised(stretch),
    style: styleOf(text.subarray(stretch.start, stretch.end), stretch.words),
    words: stretch.words,
  }));
}

/** The stretches of a text as one: their mean, weighted by words. What a linear model scores is the same either way. */
export function featuresOf(text: Uint8Array, bits: number): Features {
  const stretches = stretchesOf(text, bits);
  if (stretches.length === 1) return stretches[0];
  const words = stretches.reduce((sum, stretch) => sum + stretch.words, 0);
  const grams = new Map<number, number>();
  const style = new Float32Array(styleNames.length);
  for (const stretch of stretches) {
    const share = stretch.words / words;
    stretch.grams.index.forEach((bucket, e) => {
      grams.set(bucket, (grams.get(bucket) ?? 0) + share * stretch.grams.value[e]);
    });
    stretch.style.forEach((value, s) => {
      style[s] += share * value;
    });
  }
  const entries = [...grams].sort(([a], [b]) => a - b);
  const index = Int32Array.from(entries, ([bucket]) => bucket);
  return { grams: { index, value: Float32Array.from(entries, ([, value]) => value) }, style, words };
}

/** Mean and spread of each style measurement over the training texts. */
export interface StyleScale {
  readonly mean: readonly number[];
  readonly spread: readonly number[];
}

/** The scale of the style measurements of these texts. */
export function styleScale(features: readonly Features[]): StyleScale {
  const mean = styleNames.map((_, s) => average(features.map(({ style }) => style[s])));
  const spread = styleNames.map((_, s) => {
    const variance = average(features.map(({ style }) => (style[s] - mean[s]) ** 2));
    return variance > 1e-12 ? Math.sqrt(variance) : 1;
  });
  return { mean, spread };
}

/** The style measurements in units of their spread, at most three either way, and damped beside the grams. */
export function scaledStyle(style: Float32Array, { mean, spread }: StyleScale): Float32Array {
  return style.map((value, s) => styleWeight * Math.min(3, Math.max(-3, (value - mean[s]) / spread[s])));
}

/** A spread of style weighs as much as this many units of the grams' vector of length one. */
const styleWeight = 0.1;

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
