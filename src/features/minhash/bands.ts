import type { Banding } from "./s-curve.ts";

/**
 * Writes one 64-bit key per band of the sketch to `keys` from 32-bit word `at` on (low half first). The number of the
 * band is part of its key, so that keys of different bands never meet.
 */
export function writeBandKeys(
  keys: Uint32Array,
  at: number,
  sketch: Uint32Array,
  { bands, rows }: Banding,
): void {
  for (let band = 0; band < bands; band++) {
    let low = Math.imul(band + 1, 0x9e3779b1);
    let high = Math.imul(band + 1, 0x85ebca77);
    for (let i = band * rows; i < (band + 1) * rows; i++) {
      low = Math.imul(low ^ sketch[i], 0x2c1b3c6d);
      low ^= low >>> 15;
      high = Math.imul(high + sketch[i], 0x297a2d39);
      high ^= high >>> 14;
    }
    keys[at + 2 * band] = Math.imul(low ^ high, 0xc2b2ae35) ^ (low >>> 16);
    keys[at + 2 * band + 1] = Math.imul(high, 0x27d4eb2f) ^ (high >>> 13);
  }
}
