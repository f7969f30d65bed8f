import { capacityFor, HashTable, hashPair, mustReplace } from "./scratch.ts";

/** Integers per row: left, right, first place, occurrences. */
export const ROW = 4;
/** Where in its row it says at which place of the list a pair first appears. */
export const FIRST = 2;
/** Where in its row it says how often a pair occurs. */
export const COUNT = 3;

/**
 * Numbers the distinct pairs of a list in the order in which they first appear. Pairs are compared as two integers: there are
 * no collisions. The loop has no branch on whether a pair is new, for that cannot be foretold.
 */
export class Pairs {
  /** The list: written by the caller. */
  lefts = new Int32Array(0);
  rights = new Int32Array(0);
  /** At each place of the list, the row of its pair. */
  numbers = new Int32Array(0);
  /** A row for each pair, from ROW on. */
  rows = new Int32Array(0);
  /** The last row: rows have the numbers ROW, 2 ROW … last. */
  last = 0;
  readonly #table = new HashTable();

  /** Makes room for a list of so many pairs. */
  reserve(length: number): void {
    if (!mustReplace(this.lefts.length, length + 1)) return;
    const capacity = capacityFor(length + 1);
    this.lefts = new Int32Array(capacity);
    this.rights = new Int32Array(capacity);
    this.numbers = new Int32Array(capacity);
    this.rows = new Int32Array(ROW * capacity);
  }

  /** Numbers the first `length` pairs of the list. */
  read(length: number): void {
    const { lefts, rights, numbers, rows } = this;
    const slots = this.#table.reset(length, 0);
    const { mask, shift } = this.#table;
    let last = 0;
    for (let place = 0; place < length; place++) {
      const left = lefts[place];
      const right = rights[place];
      // Row 0, where the search ends at a free slot, looks like the pair that is sought.
      rows[0] = left;
      rows[1] = right;
      let slot = hashPair(left, right) >>> shift;
      let row = slots[slot];
      while (((rows[row] ^ left) | (rows[row + 1] ^ right)) !== 0) {
        slot = (slot + 1) & mask;
        row = slots[slot];
      }
      const isNew = (row - 1) >> 31;
      last += ROW & isNew;
      row |= last & isNew;
      slots[slot] = row;
      rows[row] = left;
      rows[row + 1] = right;
      rows[row + FIRST] = (rows[row + FIRST] & ~isNew) | (place & isNew);
      rows[row + COUNT] = (rows[row + COUNT] & ~isNew) + 1;
      numbers[place] = row;
    }
    this.last = last;
  }

  /** Whether the list has a pair. */
  has(left: number, right: number): boolean {
    const { slots, mask, shift } = this.#table;
    let slot = hashPair(left, right) >>> shift;
    for (let row = slots[slot]; row > 0; row = slots[slot]) {
      if (this.rows[row] === left && this.rows[row + 1] === right) return true;
      slot = (slot + 1) & mask;
    }
    return false;
  }
}
