import { capacityFor, HashTable, hashBytes, mix, mustReplace, sameBytes } from "./scratch.ts";

/** So few parts may be told apart by their ends first: even if all look alike, comparing each pair is cheap. */
const FEW = 64;

/** Consecutive parts of one document, lines or paragraphs, and which of them repeat an earlier one. */
export class Segments {
  count = 0;
  /** Byte where each part starts and where it ends. */
  starts = new Int32Array(0);
  ends = new Int32Array(0);
  /** 1 where the same bytes stood in an earlier part. */
  repeats = new Uint8Array(0);
  /** The first part with the same bytes. */
  firsts = new Int32Array(0);
  #hashes = new Int32Array(0);
  readonly #table = new HashTable();

  /** Forgets the parts of the last document. */
  clear(): this {
    this.count = 0;
    if (mustReplace(this.starts.length, 0)) this.#grow(0);
    return this;
  }

  /** Appends a part. */
  push(start: number, end: number): void {
    if (this.count >= this.starts.length) this.#grow(this.count + 1);
    this.starts[this.count] = start;
    this.ends[this.count++] = end;
  }

  /** Fills `repeats`; three bytes must follow the last part. Equal hashes are verified byte by byte. */
  compare(view: DataView): this {
    const { starts, ends, repeats, firsts, count } = this;
    const hashes = this.#hashes;
    repeats[0] = 0;
    firsts[0] = 0;
    if (count < 2) return this;
    const slots = this.#table.reset(count);
    const mask = this.#table.mask;
    const sampled = count <= FEW;
    for (let s = 0; s < count; s++) {
      const start = starts[s];
      const length = ends[s] - start;
      const hash = sampled ? sampleOf(view, start, length) : hashBytes(view, start, length);
      hashes[s] = hash;
      let slot = hash & mask;
      let seen = slots[slot];
      while (seen >= 0) {
        const same = hashes[seen] === hash && ends[seen] - starts[seen] === length;
        if (same && sameBytes(view, starts[seen], start, length)) break;
        slot = (slot + 1) & mask;
        seen = slots[slot];
      }
      repeats[s] = seen >= 0 ? 1 : 0;
      firsts[s] = seen >= 0 ? seen : s;
      if (seen < 0) slots[slot] = s;
    }
    return this;
  }

  #grow(length: number): void {
    const capacity = Math.max(256, capacityFor(length * 2));
    const keep = Math.min(this.count, capacity);
    this.starts = grown(this.starts, capacity, keep);
    this.ends = grown(this.ends, capacity, keep);
    this.repeats = new Uint8Array(capacity);
    this.firsts = new Int32Array(capacity);
    this.#hashes = new Int32Array(capacity);
  }
}

function grown(old: Int32Array, capacity: number, keep: number): Int32Array<ArrayBuffer> {
  const array = new Int32Array(capacity);
  array.set(old.subarray(0, keep));
  return array;
}

function sampleOf(view: DataView, start: number, length: number): number {
  if (length <= 16) return hashBytes(view, start, length);
  const ends = hashBytes(view, start, 8) ^ Math.imul(hashBytes(view, start + length - 8, 8), 0x9e3779b1);
  return mix(ends + length);
}
