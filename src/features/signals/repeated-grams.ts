import { capacityFor, HashTable, hashBytes, mix, mustReplace, RoughCounts, sameBytes } from "./scratch.ts";
import type { Tokens } from "./tokens.ts";

/** Bytes that two places must share before a longer n-gram can repeat there. */
const WINDOW = 12;
/** Tokens of the shortest n-gram that is looked for. */
const SHORTEST = 5;

/**
 * Characters in repeated n-grams of one document. Two equal n-grams begin with the same WINDOW bytes, so only the places
 * whose first bytes occur elsewhere are looked at, and n-grams shorter than that. Equal hashes are verified.
 */
export class RepeatedGrams {
  /** Tokens where an n-gram can repeat, in order; as its complement where only one shorter than WINDOW can. */
  #places = new Int32Array(0);
  #count = 0;
  /** Hash of the next WINDOW bytes at each token. */
  #prints = new Int32Array(0);
  readonly #counts = new RoughCounts();
  readonly #table = new HashTable();

  /** Prepares a document: every further call of `characters` is about it. */
  read(tokens: Tokens): this {
    this.#reserve(tokens.count);
    const prints = this.#prints;
    const places = this.#places;
    const { offsets, count } = tokens;
    const counts = this.#countPrints(tokens);
    const mask = this.#counts.mask;
    let found = 0;
    for (let t = 0; t + SHORTEST <= count; t++) {
      const recurs = counts[prints[t] & mask] > 1;
      if (recurs || offsets[t + SHORTEST] - offsets[t] < WINDOW) places[found++] = recurs ? t : ~t;
    }
    this.#count = found;
    return this;
  }

  /**
   * Scans for n-grams, joined without separator, that were seen before: such a one adds its characters and is stepped over
   * (datatrove, `find_all_duplicate`). n is at least five.
   */
  characters(tokens: Tokens, n: number): number {
    const { squeezed, view, offsets, characters, count } = tokens;
    const places = this.#places;
    const slots = this.#table.reset(this.#count);
    const mask = this.#table.mask;
    let repeated = 0;
    let free = 0;
    for (let p = 0; p < this.#count; p++) {
      const recurs = places[p] >= 0;
      const t = recurs ? places[p] : ~places[p];
      if (t < free) continue;
      if (t + n > count) break;
      const from = offsets[t];
      const length = offsets[t + n] - from;
      if (!recurs && length >= WINDOW) continue;
      let slot = hashBytes(view, from, length) & mask;
      let seen = slots[slot];
      while (seen >= 0) {
        const other = offsets[seen];
        if (offsets[seen + n] - other === length && sameBytes(squeezed, other, from, length)) break;
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

  #countPrints({ view, offsets, count }: Tokens): Uint8Array {
    const prints = this.#prints;
    const counts = this.#counts.reset(count);
    const mask = this.#counts.mask;
    const last = offsets[count] - WINDOW;
    for (let t = 0; t < count && offsets[t] <= last; t++) {
      const print = mix(fingerprint(view, offsets[t]));
      prints[t] = print;
      if (counts[print & mask] < 2) counts[print & mask]++;
    }
    return counts;
  }

  #reserve(length: number): void {
    if (!mustReplace(this.#places.length, length + 1)) return;
    this.#places = new Int32Array(capacityFor(length + 1));
    this.#prints = new Int32Array(this.#places.length);
  }
}

function fingerprint(view: DataView, from: number): number {
  let hash = Math.imul(view.getInt32(from, true), 0x9e3779b1);
  hash = Math.imul((hash ^ (hash >>> 15)) + view.getInt32(from + 4, true), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) + Math.imul(view.getInt32(from + 8, true), 0xc2b2ae35);
}
