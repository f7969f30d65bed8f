import { codePointAt, sizeOf } from "../unicode.ts";
import {
  asciiBreaks,
  BLANKS,
  CLASS,
  DOUBLE_QUOTE,
  FEED,
  HEBREW,
  IGNORED,
  JOINER,
  JOINS_ANY,
  KATAKANA,
  LETTERS,
  MID_EITHER,
  MID_LETTER,
  MID_NUMBER,
  NEWLINES,
  NUMERIC,
  PICTOGRAPHIC,
  REGIONAL,
  RETURN,
  SINGLE_QUOTE,
  wordBreakOf,
} from "./word-break.ts";

const NEWLINE = 10;
const bits = (...classes: number[]) => classes.reduce((sum, one) => sum | (1 << one), 0);
const LETTER = bits(LETTERS, HEBREW);
const NUMBER = bits(NUMERIC);
const INVISIBLE = bits(IGNORED, JOINER);
const LINE_ENDS = bits(RETURN, FEED, NEWLINES);
const IN_LETTERS = bits(MID_LETTER, MID_EITHER, SINGLE_QUOTE);
const IN_NUMBERS = bits(MID_NUMBER, MID_EITHER, SINGLE_QUOTE);
/** By class: the classes that may stand directly after it in a word (UAX #29, WB5, 8 to 10, 13 to 15). */
const follows = new Int32Array(32);
follows[LETTERS] = follows[HEBREW] = LETTER | bits(NUMERIC, JOINS_ANY);
follows[NUMERIC] = LETTER | bits(NUMERIC, JOINS_ANY);
follows[KATAKANA] = bits(KATAKANA, JOINS_ANY);
follows[JOINS_ANY] = LETTER | bits(NUMERIC, KATAKANA, JOINS_ANY);
follows[REGIONAL] = bits(REGIONAL);
/** ASCII letters, digits and _, which follow each other without end, by byte. */
const inRun = Uint8Array.from({ length: 256 }, (_, byte) => {
  const run = bits(LETTERS, NUMERIC, JOINS_ANY);
  return byte < 0x80 && (1 << (asciiBreaks[byte] & CLASS)) & run ? 1 : 0;
});
/** ASCII that ends such a run for sure, by byte. */
const endsRun = Uint8Array.from({ length: 256 }, (_, byte) => {
  const mayJoin = IN_LETTERS | IN_NUMBERS | bits(LETTERS, NUMERIC, JOINS_ANY);
  return byte < 0x80 && ((1 << (asciiBreaks[byte] & CLASS)) & mayJoin) === 0 ? 1 : 0;
});
/** ASCII that is no part of a word that begins with a letter or a number, when ASCII follows it, by byte. */
export const isApart: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte < 0x80 && inRun[byte] === 0 ? 1 : 0,
);

/** Properties of the character at byte `i`. */
export function propertyAt(bytes: Uint8Array, i: number): number {
  return bytes[i] < 0x80 ? asciiBreaks[bytes[i]] : wordBreakOf(codePointAt(bytes, i));
}

/** Where the word that starts at byte `from` ends; any character starts one. A newline must stand behind the text. */
export function endOfWord(bytes: Uint8Array, from: number, length: number): number {
  let last = propertyAt(bytes, from) & CLASS;
  let at = from + sizeOf(bytes[from]);
  if ((1 << last) & LINE_ENDS) return last === RETURN && bytes[at] === NEWLINE && at < length ? at + 1 : at;
  for (;;) {
    if (inRun[bytes[at - 1]]) {
      while (inRun[bytes[at]]) at++;
      if (endsRun[bytes[at]]) return at;
      last = asciiBreaks[bytes[at - 1]] & CLASS;
    }
    const next = afterInvisible(bytes, at, length);
    if (next >= length) return length;
    const property = propertyAt(bytes, next);
    const middle = property & CLASS;
    const direct =
      (follows[last] >>> middle) & 1 ||
      (property & PICTOGRAPHIC && isJoiner(bytes, next - 3, from)) ||
      (last === BLANKS && middle === BLANKS && at === next);
    const to = direct ? next : afterMiddle(bytes, last, middle, next, length);
    if (to < 0) return next;
    const reached = propertyAt(bytes, to) & CLASS;
    // Regional indicators go in pairs.
    last = last === REGIONAL && reached === REGIONAL ? IGNORED : reached;
    at = to + sizeOf(bytes[to]);
  }
}

/** Where the next character stands that is neither a mark nor a format character. */
function afterInvisible(bytes: Uint8Array, from: number, length: number): number {
  let at = from;
  while (at < length && (1 << (propertyAt(bytes, at) & CLASS)) & INVISIBLE) at += sizeOf(bytes[at]);
  return at;
}

/** Whether a zero-width joiner is at byte `i`, not before `from`. */
function isJoiner(bytes: Uint8Array, i: number, from: number): boolean {
  return i >= from && bytes[i] === 0xe2 && bytes[i + 1] === 0x80 && bytes[i + 2] === 0x8d;
}

/** Where the character stands up to which the mark at `i`, of class `middle`, carries on a word; -1 when it does not. */
function afterMiddle(bytes: Uint8Array, last: number, middle: number, i: number, length: number): number {
  const mark = 1 << middle;
  let wanted = 0;
  if ((1 << last) & LETTER && mark & IN_LETTERS) wanted = LETTER;
  else if (last === HEBREW && middle === DOUBLE_QUOTE) wanted = bits(HEBREW);
  else if (last === NUMERIC && mark & IN_NUMBERS) wanted = NUMBER;
  if (wanted === 0) return -1;
  const at = afterInvisible(bytes, i + sizeOf(bytes[i]), length);
  if (at < length && (1 << (propertyAt(bytes, at) & CLASS)) & wanted) return at;
  return last === HEBREW && middle === SINGLE_QUOTE ? i : -1;
}
