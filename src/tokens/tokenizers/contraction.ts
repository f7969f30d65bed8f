/**
 * Bytes of the contraction ending at `i` (after the apostrophe): s, d, m, t, ll, ve, re; 0 when there is none.
 * Without case the long s (U+017F, bytes C5 BF) is an s, as in Unicode case folding.
 */
export function contractionAt(bytes: Uint8Array, i: number, end: number, anyCase: boolean): number {
  if (i >= end) return 0;
  const first = letter(bytes[i], anyCase);
  if (first === 115 || first === 100 || first === 109 || first === 116) return 1;
  if (i + 1 >= end) return 0;
  const second = letter(bytes[i + 1], anyCase);
  if (first === 108) return second === 108 ? 2 : 0;
  if (first === 118 || first === 114) return second === 101 ? 2 : 0;
  return anyCase && bytes[i] === 0xc5 && bytes[i + 1] === 0xbf ? 2 : 0;
}

function letter(b: number, anyCase: boolean): number {
  return anyCase && b >= 65 && b <= 90 ? b + 32 : b;
}
