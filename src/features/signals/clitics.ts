import { classAt, codePointAt, DIGIT, LETTER, LOWER, sizeOf, stepBack, UPPER, WORD } from "./unicode.ts";

const APOSTROPHE = 0x27;
const COMMA = 0x2c;
const FULL_STOP = 0x2e;
const CURLY_APOSTROPHE = 0x2019;
const SOFT_HYPHEN = 0xad;
const NON_JOINER = 0x200c;
const JOINER = 0x200d;

/** Bytes of the apostrophe at byte `i`, 0 when another character is there. */
export function apostropheSize(bytes: Uint8Array, i: number): number {
  if (bytes[i] === APOSTROPHE) return 1;
  return bytes[i] === 0xe2 && codePointAt(bytes, i) === CURLY_APOSTROPHE ? 3 : 0;
}

/**
 * Letters of the English clitic after the apostrophe that ends at byte `i`, 0 when there is none:
 * `'s 'm 'd 're 've 'll`, and `n't`, where `apostrophe` is the byte of the mark.
 */
export function cliticLetters(bytes: Uint8Array, apostrophe: number, i: number): number {
  const a = bytes[i] | 0x20;
  const b = bytes[i + 1] | 0x20;
  let letters = 0;
  if (a === 0x73 || a === 0x6d || a === 0x64) letters = 1;
  else if ((a === 0x72 || a === 0x76) && b === 0x65) letters = 2;
  else if (a === 0x6c && b === 0x6c) letters = 2;
  else if (a === 0x74 && isNegation(bytes, apostrophe)) letters = 1;
  return letters > 0 && (classAt(bytes, i + letters) & WORD) === 0 ? letters : 0;
}

/** Whether the word before the apostrophe ends in `n` after another letter, as in `don't`. */
export function isNegation(bytes: Uint8Array, apostrophe: number): boolean {
  return (
    apostrophe >= 2 &&
    (bytes[apostrophe - 1] | 0x20) === 0x6e &&
    (classAt(bytes, stepBack(bytes, apostrophe - 1)) & WORD) !== 0
  );
}

/** Whether the character at byte `i`, which follows a word character, continues the word. */
export function joinsWords(bytes: Uint8Array, i: number): boolean {
  const mark = codePointAt(bytes, i);
  const after = i + sizeOf(bytes[i]);
  const next = classAt(bytes, after);
  if ((next & WORD) === 0) return false;
  const before = classAt(bytes, stepBack(bytes, i));
  if (mark === FULL_STOP) return (before & LOWER) === 0 || (next & UPPER) === 0;
  if (mark === COMMA) return (before & next & DIGIT) !== 0;
  if (mark === APOSTROPHE || mark === CURLY_APOSTROPHE)
    return (next & LETTER) !== 0 && cliticLetters(bytes, i, after) === 0;
  return mark === SOFT_HYPHEN || mark === NON_JOINER || mark === JOINER;
}
