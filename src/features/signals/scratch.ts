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

/** An open-addressed table of row numbers, at most half full. */
export class HashTable {
  slots = new Int32Array(1024);
  /** A hash `& mask` or `>>> shift` is a slot; the one after it is `(slot + 1) & mask`. */
  mask = 0;
  shift = 0;

  /** A table for at most `items` rows with one value in all slots; valid until the next call. */
  reset(items: number, free = -1): Int32Array {
    const size = Math.max(16, 2 ** (32 - Math.clz32(items * 2)));
    if (mustReplace(this.slots.length, size)) this.slots = new Int32Array(size);
    this.mask = size - 1;
    this.shift = Math.clz32(this.mask);
    this.slots.fill(free, 0, size);
    return this.slots;
  }
}

/** Tells hashes that were added twice: of two equal ones always, now and then of unequal ones too. */
export class SeenTwice {
  #once = new Int32Array(512);
  #twice = new Int32Array(512);
  #shift = 0;

  /** Forgets all hashes and makes room for at most `items`. */
  reset(items: number): this {
    const cells = 2 ** Math.min(31, 37 - Math.clz32(items));
    if (mustReplace(this.#once.length, cells >>> 5)) {
      this.#once = new Int32Array(cells >>> 5);
      this.#twice = new Int32Array(cells >>> 5);
    }
    this.#shift = Math.clz32(cells - 1);
    this.#once.fill(0, 0, cells >>> 5);
    this.#twice.fill(0, 0, cells >>> 5);
    return this;
  }

  add(hash: number): void {
    const cell = hash >>> this.#shift;
    const seen = this.#once[cell >> 5];
    this.#twice[cell >> 5] |= seen & (1 << cell);
    this.#once[cell >> 5] = seen | (1 << cell);
  }

  /** 1 for a hash that was added twice, else 0. */
  has(hash: number): number {
    const cell = hash >>> this.#shift;
    return (this.#twice[cell >> 5] >>> cell) & 1;
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

/** Hash of two integers: only its high bits are good. */
export function hashPair(a: number, b: number): number {
  return (Math.imul(a, 0x9e3779b1) + Math.imul(b, 0x85ebca6b)) | 0;
}

/** Spreads the bits of a 32-bit hash, so that its low bits can index a table. */
export function mix(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** Whether two ranges of the same length hold the same bytes, read four at a time: three bytes after them must exist. */
export function sameBytes(view: DataView, a: number, b: number, length: number): boolean {
  let k = 0;
  for (; k < length - 3; k += 4) if (view.getInt32(a + k, true) !== view.getInt32(b + k, true)) return false;
  const left = (length - k) * 8;
  return left === 0 || (view.getInt32(a + k, true) ^ view.getInt32(b + k, true)) << (32 - left) === 0;
}

/** Up to four bytes as one number: different words of the same length, different numbers. */
export function packed(bytes: Uint8Array, from: number, length: number): number {
  let value = 0;
  for (let k = from; k < from + length; k++) value = (value << 8) | bytes[k];
  return value;
}
