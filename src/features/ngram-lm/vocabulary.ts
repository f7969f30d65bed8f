import { mix } from "../signals/scratch.ts";

/** What a model takes for a unit that its reference does not have. */
export const UNKNOWN = 0;
/** Begins every line. */
export const BEGIN = 1;
/** Ends every line. */
export const END = 2;
/** Numbers below it are no units of the text. */
export const FIRST_UNIT = 3;

/** Units by their 64-bit hashes, numbered from `FIRST_UNIT` in the order in which they came. */
export class UnitNumbers {
  /** One more than the highest number. */
  size = FIRST_UNIT;
  /** The two halves of the hash of unit `n` at `2 * n`. */
  hashes = new Uint32Array(2048);
  #slots = new Int32Array(2048);

  /** Numbers for hashes as `known` keeps them. */
  static of(hashes: Uint32Array): UnitNumbers {
    const numbers = new UnitNumbers();
    for (let n = FIRST_UNIT; n < hashes.length / 2; n++) numbers.add(hashes[2 * n], hashes[2 * n + 1]);
    return numbers;
  }

  /** The number of a unit, `UNKNOWN` where it has none. */
  numberOf(low: number, high: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = mix(low) & mask; ; slot = (slot + 1) & mask) {
      const n = this.#slots[slot];
      if (n === 0 || (this.hashes[2 * n] === low && this.hashes[2 * n + 1] === high)) return n;
    }
  }

  /** The number of a unit, a new one where it has none. */
  add(low: number, high: number): number {
    const known = this.numberOf(low, high);
    if (known !== UNKNOWN) return known;
    if (2 * this.size >= this.#slots.length) this.#grow();
    const n = this.size++;
    this.hashes[2 * n] = low;
    this.hashes[2 * n + 1] = high;
    this.#place(n);
    return n;
  }

  /** The hashes of all numbers. */
  known(): Uint32Array {
    return this.hashes.slice(0, 2 * this.size);
  }

  #place(n: number): void {
    const mask = this.#slots.length - 1;
    let slot = mix(this.hashes[2 * n]) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = n;
  }

  #grow(): void {
    const hashes = new Uint32Array(this.hashes.length * 2);
    hashes.set(this.hashes);
    this.hashes = hashes;
    this.#slots = new Int32Array(this.#slots.length * 2);
    for (let n = FIRST_UNIT; n < this.size; n++) this.#place(n);
  }
}
