import { classAt, SPACE, sizeOf } from "./unicode.ts";

/** Words parted by white space, counted up to `limit`. */
export function countWords(bytes: Uint8Array, start: number, end: number, limit: number): number {
  let count = 0;
  let before = SPACE;
  for (let i = start; i < end && count < limit; i += sizeOf(bytes[i])) {
    const now = classAt(bytes, i) & SPACE;
    if (before !== 0 && now === 0) count++;
    before = now;
  }
  return count;
}

/** Whether a word, parted by white space, has more than `limit` characters. */
export function hasLongWord(bytes: Uint8Array, start: number, end: number, limit: number): boolean {
  let from = start;
  while (end - from > limit) {
    let space = from + limit;
    while (space >= from && (bytes[space] > 0x20 || bytes[space] < 9)) space--;
    if (space < from) return longestWord(bytes, start, end) > limit;
    from = space + 1;
  }
  return false;
}

function longestWord(bytes: Uint8Array, start: number, end: number): number {
  let longest = 0;
  let length = 0;
  for (let i = start; i < end; i += sizeOf(bytes[i])) {
    length = classAt(bytes, i) & SPACE ? 0 : length + 1;
    if (length > longest) longest = length;
  }
  return longest;
}
