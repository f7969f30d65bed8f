import type { Words } from "./words.ts";

/** Lengths that are counted in a table; longer words are rare. */
const COMMON = 256;
const counts = new Int32Array(COMMON);

/** Median number of characters of the words: the mean of the two middle ones where their number is even; 0 without words. */
export function medianLength({ characters, count }: Words): number {
  counts.fill(0);
  const long: number[] = [];
  for (let w = 0; w < count; w++) {
    const length = characters[w + 1] - characters[w];
    if (length < COMMON) counts[length]++;
    else long.push(length);
  }
  long.sort((a, b) => a - b);
  const upper = nthLength(count >> 1, long);
  return count === 0 ? 0 : count % 2 === 1 ? upper : (nthLength((count >> 1) - 1, long) + upper) / 2;
}

/** The length at a place, from 0, of the sorted list of all lengths. */
function nthLength(place: number, long: readonly number[]): number {
  let before = 0;
  for (let length = 0; length < COMMON; length++) {
    before += counts[length];
    if (before > place) return length;
  }
  return long[place - before] ?? 0;
}
