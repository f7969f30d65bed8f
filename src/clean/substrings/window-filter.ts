import { type Stretch, stretchesOf } from "./stretches.ts";
import type { Tokens } from "./tokens.ts";
import { rollingHashes } from "./winnow.ts";

/**
 * Tells windows that occur once from those that occur twice, in two bits for each of as many hashes as memory allows: a window
 * that occurs twice always passes, now and then another one too.
 */
export class WindowFilter {
  readonly #size: number;
  readonly #mask: number;
  readonly #once: Uint32Array;
  readonly #twice: Uint32Array;
  #hashes = { low: new Uint32Array(0), high: new Uint32Array(0) };

  /** For windows of `size` tokens; takes at most `memory` bytes, but no less than 2 kB. */
  constructor(size: number, memory: number) {
    this.#size = size;
    const words = 2 ** Math.min(27, Math.max(8, Math.floor(Math.log2(memory / 8))));
    this.#mask = words * 32 - 1;
    this.#once = new Uint32Array(words);
    this.#twice = new Uint32Array(words);
  }

  /** About how many different windows were seen twice. */
  get distinct(): number {
    let count = 0;
    for (const word of this.#twice) for (let bits = word; bits !== 0; bits &= bits - 1) count++;
    return count;
  }

  /** Takes note of all windows of a stretch in this scope. */
  add(scope: number, tokens: Tokens, stretch: Stretch): void {
    const count = this.#hash(tokens, stretch);
    for (let i = 0; i < count; i++) {
      const slot = this.#slot(scope, i);
      const bit = 1 << (slot & 31);
      const word = slot >>> 5;
      if (this.#once[word] & bit) this.#twice[word] |= bit;
      else this.#once[word] |= bit;
    }
  }

  /** What of a stretch lies in windows that were seen twice. */
  repeated(scope: number, tokens: Tokens, stretch: Stretch): Stretch[] {
    this.#hash(tokens, stretch);
    return stretchesOf(stretch.first, stretch.end, this.#size, (position) => {
      const slot = this.#slot(scope, position - stretch.first);
      return (this.#twice[slot >>> 5] & (1 << (slot & 31))) !== 0;
    });
  }

  #slot(scope: number, i: number): number {
    const { low, high } = this.#hashes;
    return (low[i] ^ Math.imul(high[i], 0x9e3779b1) ^ Math.imul(scope, 0x85ebca6b)) & this.#mask;
  }

  #hash(tokens: Tokens, { first, end }: Stretch): number {
    if (this.#hashes.low.length < end - first) {
      const length = 2 * (end - first);
      this.#hashes = { low: new Uint32Array(length), high: new Uint32Array(length) };
    }
    return rollingHashes(tokens, this.#size, this.#hashes, first, end);
  }
}
