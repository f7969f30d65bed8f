import { COUNT, Pairs, ROW } from "../pairs.ts";
import { capacityFor, mustReplace } from "../scratch.ts";

/** Multipliers of two hashes of an n-gram; together they tell n-grams apart by 64 bits. */
const FIRST = 0x9e3779b1;
const SECOND = 0x85ebca6b;

/** Counts the n-grams of a list of numbers: what occurs once is told by a bitmap and never reaches a table. */
export class Grams {
  readonly #n: number;
  /** What the item that leaves the window was multiplied by. */
  readonly #leaving: number;
  readonly #pairs = new Pairs();
  #hashes = new Int32Array(0);
  #places = new Int32Array(0);
  /** Bits of hashes that came once, and that came again. */
  #once = new Int32Array(0);
  #twice = new Int32Array(0);
  /** All n-grams, and the distinct ones. */
  total = 0;
  distinct = 0;
  /** How often each n-gram occurs that occurs more than once, in the order in which they first appear. */
  repeated: number[] = [];

  constructor(n: number) {
    this.#n = n;
    let power = 1;
    for (let k = 1; k < n; k++) power = Math.imul(power, FIRST);
    this.#leaving = power;
  }

  /** Counts the n-grams of the first `length` items. */
  read(items: Uint8Array | Int32Array, length: number): this {
    this.total = Math.max(0, length - this.#n + 1);
    this.repeated = [];
    this.distinct = 0;
    if (this.total === 0) return this;
    const shift = this.#reserve();
    this.#roll(items, length, shift);
    const suspects = this.#collect(items, shift);
    this.#pairs.read(suspects);
    const { rows, last } = this.#pairs;
    for (let row = ROW; row <= last; row += ROW)
      if (rows[row + COUNT] > 1) this.repeated.push(rows[row + COUNT]);
    this.distinct = this.total - suspects + last / ROW;
    return this;
  }

  /** Room for the hashes and 32 bits or more for each; gives the shift that makes a bit's number of a hash. */
  #reserve(): number {
    const cells = 2 ** Math.min(31, 37 - Math.clz32(this.total));
    if (mustReplace(this.#hashes.length, this.total)) {
      this.#hashes = new Int32Array(capacityFor(this.total));
      this.#places = new Int32Array(this.#hashes.length);
    }
    if (mustReplace(this.#once.length, cells >>> 5)) {
      this.#once = new Int32Array(cells >>> 5);
      this.#twice = new Int32Array(cells >>> 5);
    }
    this.#once.fill(0, 0, cells >>> 5);
    this.#twice.fill(0, 0, cells >>> 5);
    return Math.clz32(cells - 1);
  }

  #roll(items: Uint8Array | Int32Array, length: number, shift: number): void {
    const hashes = this.#hashes;
    const once = this.#once;
    const twice = this.#twice;
    const n = this.#n;
    const leaving = this.#leaving;
    let hash = 0;
    for (let i = 0; i < n - 1; i++) hash = (Math.imul(hash, FIRST) + items[i] + 1) | 0;
    for (let i = n - 1, k = 0; i < length; i++, k++) {
      hash = (Math.imul(hash, FIRST) + items[i] + 1) | 0;
      hashes[k] = hash;
      const cell = hash >>> shift;
      const bit = 1 << cell;
      const seen = once[cell >> 5];
      twice[cell >> 5] |= seen & bit;
      once[cell >> 5] = seen | bit;
      hash = (hash - Math.imul(items[k] + 1, leaving)) | 0;
    }
  }

  /** Lists the n-grams that may occur twice, without a branch on whether one does; gives how many these are. */
  #collect(items: Uint8Array | Int32Array, shift: number): number {
    const hashes = this.#hashes;
    const twice = this.#twice;
    const places = this.#places;
    let suspects = 0;
    for (let k = 0; k < this.total; k++) {
      const cell = hashes[k] >>> shift;
      places[suspects] = k;
      suspects += (twice[cell >> 5] >>> cell) & 1;
    }
    this.#pairs.reserve(suspects);
    const { lefts, rights } = this.#pairs;
    for (let s = 0; s < suspects; s++) {
      lefts[s] = hashes[places[s]];
      rights[s] = this.#otherHash(items, places[s]);
    }
    return suspects;
  }

  #otherHash(items: Uint8Array | Int32Array, from: number): number {
    let hash = 0;
    for (let i = from; i < from + this.#n; i++) hash = (Math.imul(hash, SECOND) + items[i] + 1) | 0;
    return hash;
  }
}
