import { mix, power } from "../../features/minhash/mix.ts";
import type { Words } from "./words.ts";

const BASE_LOW = 0x2545f491;
const BASE_HIGH = 0x6c8e9cf5;

/** The grams of one text as 64-bit hashes: gram `i` is `hashes[2 * i]`, `hashes[2 * i + 1]`. Reused from text to text. */
export interface Grams {
  hashes: Uint32Array;
  count: number;
}

/** Scratch memory for `hashGrams`. */
export function createGrams(): Grams {
  return { hashes: new Uint32Array(8192), count: 0 };
}

/** Hashes every run of `size` words, by a rolling polynomial; none where the text has fewer words. */
export function hashGrams(grams: Grams, words: Pick<Words, "count" | "hashes">, size: number): void {
  const { count, hashes } = words;
  grams.count = Math.max(0, count - size + 1);
  if (grams.hashes.length < 2 * grams.count) grams.hashes = new Uint32Array(4 * grams.count);
  const out = grams.hashes;
  const leaveLow = power(BASE_LOW, size);
  const leaveHigh = power(BASE_HIGH, size);
  let low = 0;
  let high = 0;
  for (let i = 0; i < count; i++) {
    low = (Math.imul(low, BASE_LOW) + hashes[2 * i]) | 0;
    high = (Math.imul(high, BASE_HIGH) + hashes[2 * i + 1]) | 0;
    if (i >= size) {
      low = (low - Math.imul(leaveLow, hashes[2 * (i - size)])) | 0;
      high = (high - Math.imul(leaveHigh, hashes[2 * (i - size) + 1])) | 0;
    }
    const at = 2 * (i - size + 1);
    if (at < 0) continue;
    out[at] = mix(low ^ size);
    out[at + 1] = mix(high + Math.imul(low, 0x9e3779b1));
  }
}
