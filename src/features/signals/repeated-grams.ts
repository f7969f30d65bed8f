import { capacityFor, HashTable, hashBytes, hashPair, mustReplace, SeenTwice, sameBytes } from "./scratch.ts";
import type { Tokens } from "./tokens.ts";

/** Bytes that two places must share before an n-gram of so many bytes or more can repeat there; then the same for longer ones. */
const NEAR = 12;
const FAR = 20;
const ANY = 2 ** 31 - 1;
/** Tokens of the shortest n-gram that is looked for. */
const SHORTEST = 5;

/**
 * Characters in repeated n-grams of one document. Two equal n-grams begin with the same NEAR bytes and, if they are long
 * enough, with the same FAR bytes, so only the places whose first bytes occur elsewhere are looked at, and n-grams that are
 * shorter than that. Equal hashes are verified.
 */
export class RepeatedGrams {
  /** Tokens where an n-gram can repeat, in order, and how many bytes it must stay below. */
  #places = new Int32Array(0);
  #limits = new Int32Array(0);
  #count = 0;
  /** Hash of the next NEAR bytes at each token. */
  #prints = new Int32Array(0);
  readonly #near = new SeenTwice();
  readonly #far = new SeenTwice();
  readonly #table = new HashTable();

  /** Prepares a document: `characters` is then about it. */
  read(tokens: Tokens): this {
    this.#reserve(tokens.count);
    this.#readNear(tokens);
    this.#listPlaces(tokens);
    this.#readFar(tokens);
    return this;
  }

  /**
   * Scans for n-grams, joined without separator, that were seen before: such a one adds its characters and is stepped over
   * (datatrove, `find_all_duplicate`). n is at least five, and rises from call to call.
   */
  characters({ view, offsets, characters, count }: Tokens, n: number): number {
    this.#keep(offsets, count, n);
    const places = this.#places;
    const slots = this.#table.reset(this.#count);
    const { mask, shift } = this.#table;
    let repeated = 0;
    let free = 0;
    for (let p = 0; p < this.#count; p++) {
      const t = places[p];
      if (t < free) continue;
      const from = offsets[t];
      const length = offsets[t + n] - from;
      let slot = hashBytes(view, from, length) >>> shift;
      let seen = slots[slot];
      while (seen >= 0) {
        const other = offsets[seen];
        if (offsets[seen + n] - other === length && sameBytes(view, other, from, length)) break;
        slot = (slot + 1) & mask;
        seen = slots[slot];
      }
      if (seen >= 0) {
        repeated += characters[t + n] - characters[t];
        free = t + n;
      } else slots[slot] = t;
    }
    return repeated;
  }

  /** Drops the places where no n-gram, nor a longer one, can repeat. */
  #keep(offsets: Int32Array, count: number, n: number): void {
    const places = this.#places;
    const limits = this.#limits;
    let kept = 0;
    for (let p = 0; p < this.#count && places[p] + n <= count; p++) {
      const t = places[p];
      const limit = limits[p];
      places[kept] = t;
      limits[kept] = limit;
      if (offsets[t + n] - offsets[t] < limit) kept++;
    }
    this.#count = kept;
  }

  #readNear({ view, offsets, count }: Tokens): void {
    const prints = this.#prints;
    const near = this.#near.reset(count);
    for (let t = 0; t + SHORTEST <= count; t++) {
      const from = offsets[t];
      const first = Math.imul(view.getInt32(from, true), 0x9e3779b1);
      const second = Math.imul(view.getInt32(from + 4, true), 0x85ebca6b);
      const print = first ^ second ^ Math.imul(view.getInt32(from + 8, true), 0xc2b2ae35);
      prints[t] = print;
      near.add(print);
    }
  }

  #listPlaces({ offsets, count }: Tokens): void {
    const prints = this.#prints;
    const places = this.#places;
    const limits = this.#limits;
    let found = 0;
    for (let t = 0; t + SHORTEST <= count; t++) {
      const recurs = this.#near.has(prints[t]);
      const isShort = (offsets[t + SHORTEST] - offsets[t] - NEAR) >>> 31;
      places[found] = t;
      limits[found] = NEAR + recurs * (FAR - NEAR);
      found += recurs | isShort;
    }
    this.#count = found;
  }

  /** Looks further ahead where the near bytes recur. */
  #readFar({ view, offsets }: Tokens): void {
    const places = this.#places;
    const limits = this.#limits;
    const prints = this.#prints;
    const far = this.#far.reset(this.#count);
    for (let p = 0; p < this.#count; p++) {
      if (limits[p] === NEAR) continue;
      const from = offsets[places[p]] + NEAR;
      prints[p] = hashPair(
        prints[places[p]],
        hashPair(view.getInt32(from, true), view.getInt32(from + 4, true)),
      );
      far.add(prints[p]);
    }
    for (let p = 0; p < this.#count; p++) if (limits[p] > NEAR && far.has(prints[p]) > 0) limits[p] = ANY;
  }

  #reserve(length: number): void {
    if (!mustReplace(this.#places.length, length + 1)) return;
    this.#places = new Int32Array(capacityFor(length + 1));
    this.#limits = new Int32Array(this.#places.length);
    this.#prints = new Int32Array(this.#places.length);
  }
}
