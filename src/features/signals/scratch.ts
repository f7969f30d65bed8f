/** Documents above this many bytes give their scratch memory back after use. */
const RETAINED = 1 << 20;

/** Capacity for `length` items: room to grow, exact where it is large. */
export function capacityFor(length: number): number {
  return length > RETAINED ? length : Math.max(4096, 2 ** Math.ceil(Math.log2(length)));
}

/** Whether memory of this capacity must be replaced before it serves `length` items. */
export function mustReplace(capacity: number, length: number): boolean {
  return length > capacity || (capacity > RETAINED && length < capacity / 4);
}

/** An open-addressed table of row numbers, -1 where free, at most half full. */
export class HashTable {
  #slots = new Int32Array(1024);
  mask = 0;

  /** An empty table for at most `items` rows; valid until the next call. */
  reset(items: number): Int32Array {
    const size = Math.max(16, 2 ** Math.ceil(Math.log2(items * 2 + 1)));
    if (mustReplace(this.#slots.length, size)) this.#slots = new Int32Array(size);
    this.mask = size - 1;
    this.#slots.fill(-1, 0, size);
    return this.#slots;
  }
}

/** Counts hashes roughly: two equal hashes always count as two, now and then unequal ones do too. */
export class RoughCounts {
  #cells = new Uint8Array(1 << 14);
  mask = 0;

  /** Zeros for at most `items` hashes, each index a hash `& mask`; valid until the next call. */
  reset(items: number): Uint8Array {
    const size = 2 ** Math.ceil(Math.log2(Math.max(16, items * 32)));
    if (mustReplace(this.#cells.length, size)) this.#cells = new Uint8Array(size);
    this.mask = size - 1;
    this.#cells.fill(0, 0, size);
    return this.#cells;
  }
}

/** Hash of a range of bytes, read four at a time: up to three bytes after it must exist, but do not count. */
export function hashBytes(view: DataView, from: number, length: number): number {
  let hash = length;
  let k = from;
  for (const end = from + length - 3; k < end; k += 4) {
    hash = Math.imul(hash ^ view.getInt32(k, true), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  const left = (from + length - k) * 8;
  if (left > 0) hash = Math.imul(hash ^ (view.getInt32(k, true) & ((1 << left) - 1)), 0x9e3779b1);
  return mix(hash);
}

/** Spreads the bits of a 32-bit hash, so that its low bits can index a table. */
export function mix(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** Whether two ranges of the same length hold the same bytes. */
export function sameBytes(bytes: Uint8Array, a: number, b: number, length: number): boolean {
  for (let k = 0; k < length; k++) if (bytes[a + k] !== bytes[b + k]) return false;
  return true;
}

/** Up to four bytes as one number: different words of the same length, different numbers. */
export function packed(bytes: Uint8Array, from: number, length: number): number {
  let value = 0;
  for (let k = from; k < from + length; k++) value = (value << 8) | bytes[k];
  return value;
}
