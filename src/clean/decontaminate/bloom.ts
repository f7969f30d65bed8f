/** A Bloom filter over 64-bit hashes: `hashes` bits of `size` are set for each. */
export interface Bloom {
  /** Bits. Need not be a power of two, and all of them are used. */
  readonly size: number;
  readonly hashes: number;
  readonly bits: Uint32Array;
}

/** The size and the number of hashes that give the wanted share of false positives (Bloom 1970). */
export function bloomSize(keys: number, falsePositives: number): Pick<Bloom, "size" | "hashes"> {
  const wanted = Math.ceil((-keys * Math.log(falsePositives)) / Math.LN2 ** 2);
  const size = Math.min(2 ** 32, Math.max(64, wanted)); // a bit is named by a 32-bit hash
  return { size, hashes: Math.max(1, Math.round((size / Math.max(1, keys)) * Math.LN2)) };
}

/** An empty filter. */
export function createBloom({ size, hashes }: Pick<Bloom, "size" | "hashes">): Bloom {
  return { size, hashes: Math.min(hashes, 64), bits: new Uint32Array(Math.ceil(size / 32)) };
}

/** Enters a hash. */
export function enter({ size, hashes, bits }: Bloom, low: number, high: number): void {
  const step = high | 1;
  for (let i = 0, at = low; i < hashes; i++, at = (at + step + i) >>> 0) {
    const bit = place(at, size);
    bits[bit >>> 5] |= 1 << (bit & 31);
  }
}

/** False when the hash was never entered; true when it was, and by chance for the promised share of others. */
export function mayHold({ size, hashes, bits }: Bloom, low: number, high: number): boolean {
  const step = high | 1;
  for (let i = 0, at = low; i < hashes; i++, at = (at + step + i) >>> 0) {
    const bit = place(at, size);
    if ((bits[bit >>> 5] & (1 << (bit & 31))) === 0) return false;
  }
  return true;
}

/**
 * The bit of a 32-bit number: its place on a line of `size` bits, never a mask, so that a filter of any size is used whole.
 * The steps grow by one each time (enhanced double hashing, Dillinger and Manolios 2004), or small filters would miss their rate.
 */
function place(hash: number, size: number): number {
  return Math.floor(((hash >>> 0) / 4294967296) * size);
}
