import type { ExactIndex } from "./index-file.ts";
import type { Words } from "./words.ts";

type WordLetters = Pick<Words, "letters" | "ends">;

/** Whether the `length` words from `a` are those from `b` in the same text. */
export function sameWords(words: WordLetters, a: number, b: number, length: number): boolean {
  return equalRuns(words, a, words, b, length);
}

/** Whether the `length` words of the examples from word `first` are those of a document from word `at`. */
export function sameExampleWords(
  { letters, wordEnds }: Pick<ExactIndex, "letters" | "wordEnds">,
  first: number,
  words: WordLetters,
  at: number,
  length: number,
): boolean {
  return equalRuns({ letters, ends: wordEnds }, first, words, at, length);
}

/** Equal letters with equal borders of words. */
function equalRuns(a: WordLetters, firstA: number, b: WordLetters, firstB: number, length: number): boolean {
  const startA = firstA === 0 ? 0 : a.ends[firstA - 1];
  const startB = firstB === 0 ? 0 : b.ends[firstB - 1];
  for (let k = 0; k < length; k++)
    if (a.ends[firstA + k] - startA !== b.ends[firstB + k] - startB) return false;
  const letters = a.ends[firstA + length - 1] - startA;
  for (let k = 0; k < letters; k++) if (a.letters[startA + k] !== b.letters[startB + k]) return false;
  return true;
}
