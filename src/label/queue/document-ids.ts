import type { Texts } from "../../core/batch.ts";
import { finish } from "../random.ts";

/**
 * The ids of all documents, numbered in document order, in few large buffers: a million strings would weigh ten times as
 * much. Finds the number of an id in constant time.
 */
export class DocumentIds {
  readonly count: number;
  private readonly parts: readonly Texts[];
  /** Number of the first document of each part. */
  private readonly firsts: Int32Array;
  /** Open addressing: number + 1 at the hash of the id or at the next free slot, 0 where nothing is. */
  private readonly slots: Int32Array;

  constructor(parts: readonly Texts[]) {
    this.parts = parts;
    this.firsts = new Int32Array(parts.length + 1);
    parts.forEach(({ length }, part) => {
      this.firsts[part + 1] = this.firsts[part] + length;
    });
    this.count = this.firsts[parts.length];
    this.slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * this.count + 2)));
    for (let number = 0; number < this.count; number++) this.insert(number);
  }

  /** The id of a document. */
  at(number: number): string {
    const { bytes, start, end } = this.bytesOf(number);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8", start, end);
  }

  /** Part of the corpus in which a document lies, and its row there. */
  placeOf(number: number): { part: number; row: number } {
    let low = 0;
    let high = this.parts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.firsts[middle] <= number) low = middle;
      else high = middle - 1;
    }
    return { part: low, row: number - this.firsts[low] };
  }

  /** The number of an id, or -1. */
  find(id: string): number {
    const bytes = Buffer.from(id);
    return this.findBytes(bytes, 0, bytes.length);
  }

  /** The number of the id that lies in `bytes` between two offsets, or -1. */
  findBytes(bytes: Uint8Array, start: number, end: number): number {
    const mask = this.slots.length - 1;
    for (let slot = hashBytes(bytes, start, end) & mask; this.slots[slot] > 0; slot = (slot + 1) & mask) {
      const number = this.slots[slot] - 1;
      if (this.is(number, bytes, start, end)) return number;
    }
    return -1;
  }

  /** A well mixed hash of a document's id, another one for every seed. */
  hash(number: number, seed: number): number {
    const { bytes, start, end } = this.bytesOf(number);
    return hashBytes(bytes, start, end, seed);
  }

  private insert(number: number): void {
    const mask = this.slots.length - 1;
    let slot = this.hash(number, 0) & mask;
    while (this.slots[slot] > 0) slot = (slot + 1) & mask;
    this.slots[slot] = number + 1;
  }

  private is(number: number, other: Uint8Array, from: number, to: number): boolean {
    const { bytes, start, end } = this.bytesOf(number);
    if (end - start !== to - from) return false;
    for (let i = start; i < end; i++) if (bytes[i] !== other[from + i - start]) return false;
    return true;
  }

  private bytesOf(number: number): { bytes: Uint8Array; start: number; end: number } {
    const { part, row } = this.placeOf(number);
    const { bytes, offsets } = this.parts[part];
    return { bytes, start: offsets[row], end: offsets[row + 1] };
  }
}

/** FNV-1a over the bytes, with Murmur's finish. */
function hashBytes(bytes: Uint8Array, start: number, end: number, seed = 0): number {
  let h = (0x811c9dc5 ^ seed) >>> 0;
  for (let i = start; i < end; i++) h = Math.imul(h ^ bytes[i], 0x01000193);
  return finish(h);
}
