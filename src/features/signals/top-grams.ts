import { COUNT, FIRST, ROW } from "./pairs.ts";
import { RecurringGrams } from "./recurring-grams.ts";
import type { Tokens } from "./tokens.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** The most frequent n-grams of one document. */
export class TopGrams {
  readonly #recurring = new RecurringGrams();

  /**
   * Characters of the most frequent n-gram, joined by spaces, times its count, for each n of 2, 3 and 4. Ties go to the
   * first seen; an n-gram that occurs once counts too; 0 when the document has fewer than n tokens.
   */
  read(tokens: Tokens, vocabulary: Vocabulary): [two: number, three: number, four: number] {
    this.#recurring.begin(tokens.count, vocabulary);
    const two = this.#top(tokens, 2);
    this.#recurring.lengthen();
    const three = this.#top(tokens, 3);
    this.#recurring.lengthen();
    return [two, three, this.#top(tokens, 4)];
  }

  #top({ characters, count }: Tokens, n: number): number {
    if (count < n) return 0;
    const { places, grams } = this.#recurring;
    const { rows, last } = grams;
    let times = 1;
    let best = 0;
    for (let row = ROW; row <= last; row += ROW) {
      if (rows[row + COUNT] <= times) continue;
      times = rows[row + COUNT];
      best = row;
    }
    const first = best > 0 ? places[rows[best + FIRST]] : 0;
    return (characters[first + n] - characters[first] + n - 1) * times;
  }
}
