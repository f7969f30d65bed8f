/** Code points from here on have no case. */
const LIMIT = 0x1e944;
/** The lower-case letter of each code point that was asked for, plus one. */
const known = new Int32Array(LIMIT);

/** The lower-case letter of a code point (simple case mapping); itself where there is none. */
export function lowerOf(codePoint: number): number {
  if (codePoint >= LIMIT) return codePoint;
  if (known[codePoint] === 0) known[codePoint] = mapped(codePoint) + 1;
  return known[codePoint] - 1;
}

/** Writes a code point as UTF-8; gives where the next one goes. */
export function writeUtf8(bytes: Uint8Array, at: number, codePoint: number): number {
  if (codePoint < 0x80) {
    bytes[at] = codePoint;
    return at + 1;
  }
  if (codePoint < 0x800) {
    bytes[at] = 0xc0 | (codePoint >> 6);
    bytes[at + 1] = 0x80 | (codePoint & 63);
    return at + 2;
  }
  if (codePoint < 0x10000) {
    bytes[at] = 0xe0 | (codePoint >> 12);
    bytes[at + 1] = 0x80 | ((codePoint >> 6) & 63);
    bytes[at + 2] = 0x80 | (codePoint & 63);
    return at + 3;
  }
  bytes[at] = 0xf0 | (codePoint >> 18);
  bytes[at + 1] = 0x80 | ((codePoint >> 12) & 63);
  bytes[at + 2] = 0x80 | ((codePoint >> 6) & 63);
  bytes[at + 3] = 0x80 | (codePoint & 63);
  return at + 4;
}

/** A letter whose lower case is several characters, such as İ, keeps the first of them. */
function mapped(codePoint: number): number {
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return codePoint;
  return String.fromCodePoint(codePoint).toLowerCase().codePointAt(0) ?? codePoint;
}
