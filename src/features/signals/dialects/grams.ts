import { COUNT, FIRST, ROW } from "../pairs.ts";
import type { RecurringGrams } from "../recurring-grams.ts";
import type { Words } from "./words.ts";

/** Characters of the most frequent n-gram, without spaces, times its count; ties go to the first seen, or to the longest. 0 where none repeats. */
export function topCharacters(
  { places, grams, n }: RecurringGrams,
  { characters }: Words,
  ties: "first" | "longest",
): number {
  const { rows, last } = grams;
  let times = 1;
  let longest = 0;
  for (let row = ROW; row <= last; row += ROW) {
    const count = rows[row + COUNT];
    if (count < 2 || count < times || (count === times && ties === "first")) continue;
    const first = places[rows[row + FIRST]];
    const length = characters[first + n] - characters[first];
    if (count > times || length > longest) longest = length;
    times = count;
  }
  return longest * times;
}

/** Characters of the first n-gram of a document, without spaces. */
export function firstCharacters({ characters }: Words, n: number): number {
  return characters[n] - characters[0];
}

/** Characters of all n-grams that occur more than once, summed over their occurrences: overlaps count as often as they occur. */
export function recurringCharacters(grams: RecurringGrams, { characters }: Words): number {
  const { places, count, n } = grams;
  let sum = 0;
  for (let k = 0; k < count; k++) {
    if (grams.timesAt(k) > 1) sum += characters[places[k] + n] - characters[places[k]];
  }
  return sum;
}

/** Characters of all n-grams of a document, summed over their occurrences. */
export function allCharacters({ characters, count }: Words, n: number): number {
  // A sum of characters[w + n] - characters[w] over all w, less what stands in it with both signs.
  let sum = 0;
  for (let k = 0; k < n && n <= count; k++) sum += characters[count - k] - characters[k];
  return sum;
}

/** Characters of the words that stand in an n-gram that occurs more than once, each word once. */
export function coveredCharacters(grams: RecurringGrams, { characters }: Words): number {
  const { places, count, n } = grams;
  let sum = 0;
  let covered = 0;
  for (let k = 0; k < count; k++) {
    if (grams.timesAt(k) < 2) continue;
    const end = places[k] + n;
    sum += characters[end] - characters[Math.max(covered, places[k])];
    covered = end;
  }
  return sum;
}
