import { capacityFor, HashTable, hashBytes, mustReplace, sameBytes } from "./scratch.ts";
import type { Tokens } from "./tokens.ts";

/** The distinct tokens of one document, numbered in the order in which they first appear. */
export class Vocabulary {
  size = 0;
  /** Number of the token type at each position. */
  types = new Int32Array(0);
  /** Position where each type first appears. */
  firsts = new Int32Array(0);
  /** Occurrences of each type. */
  counts = new Int32Array(0);
  readonly #table = new HashTable();

  /** Numbers the tokens; equal hashes are verified byte by byte, so collisions never merge types. */
  read(tokens: Tokens): this {
    this.#reserve(tokens.count + 1);
    const { types, firsts, counts } = this;
    const { squeezed, view, offsets, count } = tokens;
    const slots = this.#table.reset(count);
    const mask = this.#table.mask;
    let size = 0;
    for (let t = 0; t < count; t++) {
      const from = offsets[t];
      const length = offsets[t + 1] - from;
      let slot = hashBytes(view, from, length) & mask;
      let type = slots[slot];
      while (type >= 0) {
        const first = firsts[type];
        const other = offsets[first];
        if (offsets[first + 1] - other === length && sameBytes(squeezed, other, from, length)) break;
        slot = (slot + 1) & mask;
        type = slots[slot];
      }
      if (type < 0) {
        type = size++;
        slots[slot] = type;
        firsts[type] = t;
        counts[type] = 0;
      }
      types[t] = type;
      counts[type]++;
    }
    this.size = size;
    return this;
  }

  #reserve(length: number): void {
    if (!mustReplace(this.types.length, length)) return;
    const capacity = capacityFor(length);
    this.types = new Int32Array(capacity);
    this.firsts = new Int32Array(capacity);
    this.counts = new Int32Array(capacity);
  }
}
