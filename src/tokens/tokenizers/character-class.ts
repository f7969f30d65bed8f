/** Classes of characters that the pre-tokenizer patterns tell apart. Letters come first: `class <= OTHER_LETTER`. */
export const UPPER = 1;
/** `\p{Ll}` */
export const LOWER = 2;
/** `\p{Lm}` and `\p{Lo}`: in both letter classes of o200k. */
export const OTHER_LETTER = 3;
/** `\p{M}`: a symbol to gpt2 and cl100k, part of a word to o200k. */
export const MARK = 4;
/** Whatever is not white space, letter, mark or number; also bytes that are not UTF-8. */
export const SYMBOL = 5;
/** `\p{N}` */
export const NUMBER = 6;
/** Carriage return and line feed. */
export const LINE_END = 7;
/** White space but line ends, as Unicode has it: JavaScript's `\s` has U+FEFF and lacks U+0085. */
export const SPACE = 8;

const patterns: readonly (readonly [RegExp, number])[] = [
  [/[\p{Lu}\p{Lt}]/u, UPPER],
  [/\p{Ll}/u, LOWER],
  [/\p{L}/u, OTHER_LETTER],
  [/\p{M}/u, MARK],
  [/\p{N}/u, NUMBER],
  [/[\r\n]/u, LINE_END],
  [/\p{White_Space}/u, SPACE],
];

/** Class by code point, 0 where it was not asked for yet. */
const known = new Uint8Array(0x110000);
for (let c = 0; c < 128; c++) classify(c);

/** Bytes of the UTF-8 sequence that a byte opens; 1 for a byte that opens none. */
export const widths = Uint8Array.from({ length: 256 }, (_, b) =>
  b < 0xc2 ? 1 : b < 0xe0 ? 2 : b < 0xf0 ? 3 : b < 0xf5 ? 4 : 1,
);

/** The class of the character that begins at byte `i`. */
export function classAt(bytes: Uint8Array, i: number): number {
  const b = bytes[i];
  return b < 0x80 ? known[b] : wideClassAt(bytes, i, b);
}

function wideClassAt(bytes: Uint8Array, i: number, b: number): number {
  const width = widths[b];
  if (width === 1) return SYMBOL;
  let c = b & (0xff >> (width + 1));
  for (let k = 1; k < width; k++) c = (c << 6) | (bytes[i + k] & 0x3f);
  return known[c] || classify(c);
}

function classify(c: number): number {
  if (c > 0x10ffff) return SYMBOL;
  const character = String.fromCodePoint(c);
  const found = patterns.find(([pattern]) => pattern.test(character))?.[1] ?? SYMBOL;
  known[c] = found;
  return found;
}

/** End of the run of letters from `i`; may lie beyond `end` only where the last character is cut off. */
export function skipLetters(bytes: Uint8Array, i: number, end: number): number {
  while (i < end && classAt(bytes, i) <= OTHER_LETTER) i += widths[bytes[i]];
  return i;
}

/** End of the run of symbols and marks from `i`. */
export function skipSymbols(bytes: Uint8Array, i: number, end: number): number {
  while (i < end && isSymbol(classAt(bytes, i))) i += widths[bytes[i]];
  return i;
}

/** End of the run of at most `most` numbers from `i`. */
export function skipNumbers(bytes: Uint8Array, i: number, end: number, most: number): number {
  for (let n = 0; n < most && i < end && classAt(bytes, i) === NUMBER; n++) i += widths[bytes[i]];
  return i;
}

/** Whether a class is a symbol to `[^\s\p{L}\p{N}]`: marks are. */
export function isSymbol(kind: number): boolean {
  return kind === SYMBOL || kind === MARK;
}
