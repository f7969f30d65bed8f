import { COUNT, Pairs } from "./pairs.ts";
import { capacityFor, hashPair, mustReplace, SeenTwice } from "./scratch.ts";
import type { Vocabulary } from "./vocabulary.ts";

/**
 * The n-grams of one document that recur, n after n from 2 on: an n-gram can only recur where both (n-1)-grams in it do, so each
 * step looks at the places that the step before left over. An n-gram is the pair of the (n-1)-grams in it, so there are no
 * collisions.
 */
export class RecurringGrams {
  /** Words of an n-gram now. */
  n = 0;
  /** Words where an n-gram may recur, in order, and how many. An n-gram that recurs is there at all its places. */
  places = new Int32Array(0);
  count = 0;
  /** The n-grams there. */
  readonly grams = new Pairs();
  readonly #seen = new SeenTwice();

  /** Looks for pairs of words that stand side by side. */
  begin(words: number, vocabulary: Vocabulary): this {
    this.n = 2;
    this.#reserve(words);
    this.#pairTypes(words, vocabulary);
    return this;
  }

  /** Looks for n-grams longer by one: n-grams at places that follow each other, where both repeat. */
  lengthen(): this {
    const { places, grams } = this;
    const { lefts, rights, numbers, rows } = grams;
    let found = 0;
    let place = -2;
    let left = 0;
    let before = 0;
    for (let k = 0; k < this.count; k++) {
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
    this.n++;
    return this.#read(found);
  }

  /** How often the n-gram at the k-th place occurs. */
  timesAt(k: number): number {
    return this.grams.rows[this.grams.numbers[k] + COUNT];
  }

  /** Pairs of words that stand side by side, where both repeat. */
  #pairTypes(count: number, { pairs: { numbers, rows } }: Vocabulary): void {
    const { places, grams } = this;
    const { lefts, rights } = grams;
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
    const { places, grams } = this;
    const { lefts, rights } = grams;
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

  #read(count: number): this {
    this.grams.read(count);
    this.count = count;
    return this;
  }

  #reserve(length: number): void {
    this.grams.reserve(length);
    if (mustReplace(this.places.length, length + 1)) this.places = new Int32Array(capacityFor(length + 1));
  }
}

/** 1 for a count of two or more, else 0, without a branch. */
function oneIfRepeated(count: number): number {
  return (1 - count) >>> 31;
}
