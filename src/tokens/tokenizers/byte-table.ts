/**
 * An open-addressed table from byte strings to numbers. A slot is four integers: hash, start in the pool, length,
 * value + 1 (0 is an empty slot). It is plain data, so that the functions below stay monomorphic and inline.
 */
export interface ByteTable {
  readonly slots: Int32Array;
  /** Keeps the top bits of a hash: they depend on every byte. */
  readonly shift: number;
  readonly pool: Uint8Array;
}

/** A table of 2^bits slots over the bytes of `pool`. */
export function createByteTable(bits: number, pool: Uint8Array): ByteTable {
  return { slots: new Int32Array(4 << bits), shift: 32 - bits, pool };
}

/** Hash of `bytes[start, end)`. */
export function hashBytes(bytes: Uint8Array, start: number, end: number): number {
  let hash = end - start;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i], 0x9e3779b1);
  return hash ^ (hash >>> 15);
}

/** The value of `bytes[start, end)`, whose hash is known, or -1. */
export function findBytes(
  table: ByteTable,
  bytes: Uint8Array,
  start: number,
  end: number,
  hash: number,
): number {
  const { slots, pool } = table;
  const mask = slots.length - 1;
  const length = end - start;
  for (let slot = (hash >>> table.shift) << 2; ; slot = (slot + 4) & mask) {
    const value = slots[slot + 3];
    if (value === 0) return -1;
    if (slots[slot] === hash && slots[slot + 2] === length) {
      let from = slots[slot + 1];
      let at = start;
      while (at < end && pool[from] === bytes[at]) {
        from++;
        at++;
      }
      if (at === end) return value - 1;
    }
  }
}

/** Adds bytes that lie in the pool already and are not in the table. The caller keeps slots free. */
export function addBytes(table: ByteTable, start: number, length: number, hash: number, value: number): void {
  const { slots } = table;
  const mask = slots.length - 1;
  let slot = (hash >>> table.shift) << 2;
  while (slots[slot + 3] !== 0) slot = (slot + 4) & mask;
  slots[slot] = hash;
  slots[slot + 1] = start;
  slots[slot + 2] = length;
  slots[slot + 3] = value + 1;
}
