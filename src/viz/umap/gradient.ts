import type { Curve } from "./curve.ts";

/** Bits of a float32 that remain as index: 8 of exponent and 10 of mantissa, a relative step of 0.05 %. */
const SHIFT = 13;
const ENTRIES = 1 << (31 - SHIFT);

/** Factors of the displacement by squared distance: entry `bits(float32 d²) >>> 13`. No power is taken in the inner loop. */
export interface Gradient {
  readonly attract: Float32Array;
  readonly repel: Float32Array;
}

/** The index shift that the tables are made for. */
export const GRADIENT_SHIFT = SHIFT;

/** Both tables for a curve (2 MB). */
export function gradientTables({ a, b }: Curve): Gradient {
  const attract = new Float32Array(ENTRIES);
  const repel = new Float32Array(ENTRIES);
  const bits = new Uint32Array(1);
  const float = new Float32Array(bits.buffer);
  for (let entry = 0; entry < ENTRIES; entry++) {
    bits[0] = (entry << SHIFT) | (1 << (SHIFT - 1));
    const square = float[0];
    if (!(square > 1e-30 && square < 1e12)) continue;
    const power = square ** b;
    attract[entry] = (-2 * a * b * power) / square / (1 + a * power);
    repel[entry] = (2 * b) / ((0.001 + square) * (1 + a * power));
  }
  return { attract, repel };
}
