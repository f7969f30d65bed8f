import type { Words } from "./words.ts";

const UPPER_TO_LOWER = 0x20202020;
/** By the length of a word: which bits of its first four bytes are its own. */
const ownBits = Int32Array.from([0, 0, 0xffff, 0xffffff, -1]);
/** The bytes of each stop word as one little-endian number. */
const stopWords = new Set(
  ["the", "be", "to", "of", "and", "that", "have", "with"].map((word) =>
    Buffer.from(word.padEnd(4, "\0")).readInt32LE(),
  ),
);
const firstLetters = new Uint8Array(256);
for (const letter of Buffer.from("tboahwTBOAHW")) firstLetters[letter] = 1;

/** Occurrences of Gopher's stop words: the, be, to, of, and, that, have, with. */
export function countStopWords(
  { view, squeezed, offsets, count }: Words,
  letters: "case-sensitive" | "any case",
): number {
  const fold = letters === "any case" ? UPPER_TO_LOWER : 0;
  let found = 0;
  for (let w = 0; w < count; w++) {
    const from = offsets[w];
    const length = offsets[w + 1] - from;
    if (length < 2 || length > 4 || firstLetters[squeezed[from]] === 0) continue;
    if (stopWords.has((view.getInt32(from, true) | fold) & ownBits[length])) found++;
  }
  return found;
}
