import { UserError } from "../../core/errors.ts";
import type { LabelingFunction } from "./labeling-function.ts";
import { wordsOf } from "./words.ts";

/** How many matches of a dictionary make a vote. */
export interface DictionaryOptions {
  /** Matches, each term counted as often as it occurs. */
  readonly atLeast?: number;
  /** Share of the words of the text that begin a match. */
  readonly share?: number;
}

/** Votes `label` when the text holds enough terms of a long list. Case does not matter; a term may have several words. */
export function dictionary(
  terms: Iterable<string>,
  label: string,
  { atLeast = 1, share = 0 }: DictionaryOptions = {},
): LabelingFunction {
  const listed = [...terms].map((term) => wordsOf(term.toLowerCase()));
  const known = new Set(listed.filter((words) => words.length > 0).map((words) => words.join(" ")));
  if (known.size === 0) throw new UserError(`dictionary for "${label}": terms must hold at least one word`);
  const longest = listed.reduce((max, words) => Math.max(max, words.length), 1);
  return {
    columns: [],
    definition: { dictionary: [...known], label, atLeast, share },
    vote: ({ lower }) => {
      const words = wordsOf(lower);
      let matches = 0;
      eachTerm(words, known, longest, () => matches++);
      return matches >= atLeast && matches >= share * words.length ? label : null;
    },
  };
}

/** Terms of a dictionary among the words of a text: visits the first and the last word of each match; the shortest match at a word counts. */
export function eachTerm(
  words: readonly string[],
  known: ReadonlySet<string>,
  longest: number,
  visit: (first: number, last: number) => void,
): void {
  for (let i = 0; i < words.length; i++) {
    let phrase = words[i];
    for (let n = 1; ; n++) {
      if (known.has(phrase)) {
        visit(i, i + n - 1);
        break;
      }
      if (n === longest || i + n === words.length) break;
      phrase += ` ${words[i + n]}`;
    }
  }
}
