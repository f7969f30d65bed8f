import { COUNT, FIRST, Pairs, ROW } from "./pairs.ts";
import { capacityFor, hashPair, mustReplace, SeenTwice } from "./scratch.ts";
import type { Tokens } from "./tokens.ts";
import type { Vocabulary } from "./vocabulary.ts";

/**
 * The most frequent n-grams of one document, n after n: an n-gram can only repeat where both (n-1)-grams in it do,
 * so each step looks at the places that the step before left over. An n-gram is the pair of the (n-1)-grams in it, so
 * there are no collisions.
 */
export class TopGrams {
  /** Tokens where an n-gram may repeat, in order, and how many. */
  #places = new Int32Array(0);
  #count = 0;
  /** The n-grams there. */
  readonly #grams = new Pairs();
  readonly #seen = new SeenTwice();

  /**
   * Characters of the most frequent n-gram, joined by spaces, times its count, for each n of 2, 3 and 4. Ties go to the
   * first seen; an n-gram that occurs once counts too; 0 when the document has fewer than n tokens.
   */
  read(tokens: Tokens, vocabulary: Vocabulary): [two: number, three: number, four: number] {
    this.#reserve(tokens.count);
    this.#pairTypes(tokens.count, vocabulary);
    const two = this.#top(tokens, 2);
    this.#pairGrams();
    const three = this.#top(tokens, 3);
    this.#pairGrams();
    return [two, three, this.#top(tokens, 4)];
  }

  #top({ characters, count }: Tokens, n: number): number {
    if (count < n) return 0;
    const { rows, last } = this.#grams;
    let times = 1;
    let best = 0;
    for (let row = ROW; row <= last; row += ROW) {
      if (rows[row + COUNT] <= times) continue;
      times = rows[row + COUNT];
      best = row;
    }
    const first = best > 0 ? this.#places[rows[best + FIRST]] : 0;
    return (characters[first + n] - characters[first] + n - 1) * times;
  }

  /** Pairs of tokens that stand side by side, where both repeat. */
  #pairTypes(count: number, { pairs: { numbers, rows } }: Vocabulary): void {
    const places = this.#places;
    const { lefts, rights } = this.#grams;
    let found = 0;
    let before = 0;
    let left = 0;
    for (let p = 0; p < count; p++) {
      const right = numbers[p];
      const repeats = oneIfRepeated(rows[right + COUNT]);
      places[found] = p - 1;
      lefts[found] = left;
      rights[found] = right;
      found += before & repeats;
      before = repeats;
      left = right;
    }
    this.#read(this.#keepRecurring(found));
  }

  /** Drops pairs that surely occur once; gives how many are left. */
  #keepRecurring(count: number): number {
    const places = this.#places;
    const { lefts, rights } = this.#grams;
    const seen = this.#seen.reset(count);
    for (let k = 0; k < count; k++) seen.add(hashPair(lefts[k], rights[k]));
    let kept = 0;
    for (let k = 0; k < count; k++) {
      const left = lefts[k];
      const right = rights[k];
      places[kept] = places[k];
      lefts[kept] = left;
      rights[kept] = right;
      kept += seen.has(hashPair(left, right));
    }
    return kept;
  }

  /** Pairs of n-grams at places that follow each other, where both repeat: these are longer by one. */
  #pairGrams(): void {
    const places = this.#places;
    const { lefts, rights, numbers, rows } = this.#grams;
    let found = 0;
    let place = -2;
    let left = 0;
    let before = 0;
    for (let k = 0; k < this.#count; k++) {
      const next = places[k];
      const right = numbers[k];
      const repeats = oneIfRepeated(rows[right + COUNT]);
      const follows = (next - place - 2) >>> 31;
      places[found] = place;
      lefts[found] = left;
      rights[found] = right;
      found += before & repeats & follows;
      before = repeats;
      left = right;
      place = next;
    }
    this.#read(found);
  }

  #read(count: number): void {
    this.#grams.read(count);
    this.#count = count;
  }

  #reserve(length: number): void {
    this.#grams.reserve(length);
    if (mustReplace(this.#places.length, length + 1)) this.#places = new Int32Array(capacityFor(length + 1));
  }
}

/** 1 for a count of two or more, else 0, without a branch. */
function oneIfRepeated(count: number): number {
  return (1 - count) >>> 31;
}
