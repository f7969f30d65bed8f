import { packed } from "./scratch.ts";
import {
  byteClasses,
  CLOSER,
  classAt,
  classOf,
  codePointAt,
  OUTER,
  SPACE,
  sizeOf,
  stepBack,
  TERMINAL,
  WORD,
} from "./unicode.ts";

const FULL_STOP = 0x2e;
const ELLIPSIS = 0x2026;
/** Full stops and marks of East Asian text: no space follows them. */
const wide = new Set([0x3002, 0xff01, 0xff0e, 0xff1f, 0xff61]);
const abbreviations = ["Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Jr", "Sr", "vs"].map((word) =>
  packed(Buffer.from(word), 0, word.length),
);

/** 1 for the bytes that can begin a mark: all others are passed over. */
const stops = Uint8Array.from(byteClasses, (flags) => (flags & (TERMINAL | OUTER) ? 1 : 0));

/**
 * Sentences of a line. One ends at a run of terminal marks or ellipses with the closing quotes and brackets after it, before
 * white space or the end of the line, or anywhere after a wide mark. A single full stop after an initial or one of
 * Mr Mrs Ms Dr Prof St Jr Sr vs ends nothing. What follows the last end is a sentence too.
 */
export function countSentences(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  let last = start;
  let i = start;
  while (i < end) {
    if (stops[bytes[i]] === 0) {
      i++;
      continue;
    }
    const after = endOfMarks(bytes, i, end);
    if (after === i) {
      i += sizeOf(bytes[i]);
      continue;
    }
    const closed = endOfClosers(bytes, after, end);
    if (endsHere(bytes, after, closed, end) && !isAbbreviation(bytes, start, i, after)) {
      count++;
      last = closed;
    }
    i = closed;
  }
  return hasText(bytes, last, end) ? count + 1 : count;
}

function hasText(bytes: Uint8Array, from: number, end: number): boolean {
  let i = from;
  while (i < end && classAt(bytes, i) & SPACE) i += sizeOf(bytes[i]);
  return i < end;
}

function endOfMarks(bytes: Uint8Array, from: number, end: number): number {
  let i = from;
  while (i < end && stops[bytes[i]] === 1 && isMark(bytes, i)) i += sizeOf(bytes[i]);
  return i;
}

function isMark(bytes: Uint8Array, i: number): boolean {
  if (bytes[i] < 0x80) return true;
  const mark = codePointAt(bytes, i);
  return mark === ELLIPSIS || (classOf(mark) & TERMINAL) !== 0;
}

function endOfClosers(bytes: Uint8Array, from: number, end: number): number {
  let i = from;
  while (i < end && classAt(bytes, i) & CLOSER) i += sizeOf(bytes[i]);
  return i;
}

function endsHere(bytes: Uint8Array, marks: number, closed: number, end: number): boolean {
  if (closed === end || classAt(bytes, closed) & SPACE) return true;
  return wide.has(codePointAt(bytes, stepBack(bytes, marks)));
}

/** Whether the marks are one full stop that shortens a word. */
function isAbbreviation(bytes: Uint8Array, start: number, mark: number, after: number): boolean {
  if (after - mark !== 1 || bytes[mark] !== FULL_STOP) return false;
  let from = mark;
  while (from > start && isAsciiLetter(bytes[from - 1])) from--;
  const letters = mark - from;
  if (letters === 0 || letters > 4) return false;
  if (from > start && classAt(bytes, stepBack(bytes, from)) & WORD) return false;
  return letters === 1 || abbreviations.includes(packed(bytes, from, letters));
}

function isAsciiLetter(byte: number): boolean {
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x7a;
}
