import { countGrams, type SparseVector } from "../grams.ts";

const bits = 18;

/**
 * TF-IDF vectors of UTF-8 texts over hashed words and word pairs: (1 + ln tf) × (ln((1 + n) / (1 + df)) + 1), scaled to
 * length one. What occurs in one text only says nothing about others and is left out.
 */
export function tfidf(texts: readonly Uint8Array[]): SparseVector[] {
  const frequency = new Int32Array(1 << bits);
  const counted = texts.map((text) => countGrams(text, bits)[0] ?? nothing);
  for (const { index } of counted) for (const bucket of index) frequency[bucket]++;
  const rarity = Float64Array.from(frequency, (df) => Math.log((1 + texts.length) / (1 + df)) + 1);
  return counted.map((grams) => weigh(grams, frequency, rarity));
}

const nothing: SparseVector = { index: new Int32Array(0), value: new Float32Array(0) };

function weigh({ index, value }: SparseVector, frequency: Int32Array, rarity: Float64Array): SparseVector {
  const kept = index.filter((bucket) => frequency[bucket] > 1);
  const counts = value.filter((_, e) => frequency[index[e]] > 1);
  const weighed = counts.map(
    (count, e) => Math.sign(count) * (1 + Math.log(Math.abs(count))) * rarity[kept[e]],
  );
  return { index: kept, value: unitLength(weighed) };
}

/** The vector scaled to length one; zeros stay zeros. */
export function unitLength(value: Float32Array): Float32Array {
  const length = Math.sqrt(value.reduce((sum, v) => sum + v * v, 0));
  return length === 0 ? value : value.map((v) => v / length);
}
