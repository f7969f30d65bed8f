/** Class of a code point that separates words. */
export const SEPARATOR = 0;

/** Class of a code point whose lower case is several code points or depends on its neighbours (İ, Σ). */
export const CONTEXTUAL = -1;

/** Flag of a letter of a script that is written without spaces; the low 21 bits stay the code point. */
export const UNSPACED = 1 << 21;

const letterOrDigit = /^[\p{L}\p{N}]$/u;
const unspaced =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]$/u;

const pages: (Int32Array | undefined)[] = new Array(0x1100).fill(undefined);

/**
 * The class of each of the 256 code points from `page * 256`: SEPARATOR, CONTEXTUAL, or the code point in lower case,
 * perhaps with UNSPACED. Agrees with `/[\p{L}\p{N}]/u` and `toLowerCase`, built when first met.
 */
export function classPage(page: number): Int32Array {
  let classes = pages[page];
  if (classes === undefined) {
    classes = Int32Array.from({ length: 256 }, (_, i) => classOf(page * 256 + i));
    pages[page] = classes;
  }
  return classes;
}

/** Classes of bytes: 0 separates, below 128 is a letter or digit in lower case, 128 starts a longer sequence. */
export const byteClasses: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte < 128 ? classOf(byte) : 128,
);

/** The code point that starts at byte `i`, or -1 where the bytes are not UTF-8. */
export function codePointAt(bytes: Uint8Array, i: number, end: number): number {
  const lead = bytes[i];
  const size = sequenceLength(lead);
  if (size === 0 || i + size > end) return -1;
  if (size === 1) return lead;
  let point = lead & (0x7f >> size);
  for (let k = 1; k < size; k++) {
    const next = bytes[i + k];
    if ((next & 0xc0) !== 0x80) return -1;
    point = (point << 6) | (next & 0x3f);
  }
  return point > 0x10ffff ? -1 : point;
}

/** Bytes of a code point in UTF-8; 1 for what could not be decoded, so that a scan moves on. */
export function byteLength(point: number): number {
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x10000 ? 3 : 4;
}

function sequenceLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}

function classOf(point: number): number {
  const char = String.fromCodePoint(point);
  if (!letterOrDigit.test(char)) return SEPARATOR;
  const lower = char.toLowerCase();
  const lowered = lower.codePointAt(0)!;
  if (char === "Σ" || lower.length !== String.fromCodePoint(lowered).length) return CONTEXTUAL;
  return unspaced.test(char) ? lowered | UNSPACED : lowered;
}
