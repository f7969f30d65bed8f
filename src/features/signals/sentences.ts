import { trimStart } from "./lines.ts";
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
const LONGEST_ABBREVIATION = 4;
const abbreviations = ["Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Jr", "Sr", "vs"].map((word) =>
  packed(Buffer.from(word), 0, word.length),
);

/** Sentences of a line that is no part of a scanned document, as `countSentencesAt` counts them. */
export function countSentences(bytes: Uint8Array, start: number, end: number): number {
  const places = new Int32Array(end - start + 1);
  let count = 0;
  for (let i = start; i < end; i += sizeOf(bytes[i]))
    if (byteClasses[bytes[i]] & (TERMINAL | OUTER)) places[count++] = i;
  places[count] = end;
  return countSentencesAt(bytes, start, end, places, 0);
}

/**
 * Sentences of a line. One ends at a run of terminal marks or ellipses with the closing quotes and brackets after it, before
 * white space or the end of the line, or anywhere after a wide mark. A single full stop after an initial or one of
 * Mr Mrs Ms Dr Prof St Jr Sr vs ends nothing. What follows the last end is a sentence too. `places`, from `first` on, are
 * the bytes of the line where a mark may stand, and one place at its end or behind.
 */
export function countSentencesAt(
  bytes: Uint8Array,
  start: number,
  end: number,
  places: Int32Array,
  first: number,
): number {
  let count = 0;
  let last = start;
  let read = start;
  for (let p = first; places[p] < end; p++) {
    const mark = places[p];
    if (mark < read) continue;
    const behind = readMarks(bytes, start, mark, end);
    read = Math.abs(behind);
    if (behind < 0) continue;
    count++;
    last = behind;
  }
  return trimStart(bytes, last, end) < end ? count + 1 : count;
}

/**
 * Behind the marks at byte `mark` and the closers after them where they end a sentence of the line from `start` to `end`;
 * otherwise the place to read on from, negative.
 */
export function readMarks(bytes: Uint8Array, start: number, mark: number, end: number): number {
  const after = endOfMarks(bytes, mark, end);
  if (after === mark) return -(mark + sizeOf(bytes[mark]));
  const closed = endOfClosers(bytes, after, end);
  return endsHere(bytes, after, closed, end) && !isAbbreviation(bytes, start, mark, after) ? closed : -closed;
}

function endOfMarks(bytes: Uint8Array, from: number, end: number): number {
  let i = from;
  while (i < end && isMark(bytes, i)) i += sizeOf(bytes[i]);
  return i;
}

function isMark(bytes: Uint8Array, i: number): boolean {
  if (bytes[i] < 0x80) return (byteClasses[bytes[i]] & TERMINAL) !== 0;
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
  return bytes[marks - 1] >= 0x80 && wide.has(codePointAt(bytes, stepBack(bytes, marks)));
}

/** Whether the marks are one full stop that shortens a word. */
function isAbbreviation(bytes: Uint8Array, start: number, mark: number, after: number): boolean {
  if (after - mark !== 1 || bytes[mark] !== FULL_STOP) return false;
  const limit = Math.max(start, mark - LONGEST_ABBREVIATION - 1);
  let from = mark;
  while (from > limit && isAsciiLetter(bytes[from - 1])) from--;
  const letters = mark - from;
  if (letters === 0 || letters > LONGEST_ABBREVIATION) return false;
  if (from > start && classAt(bytes, stepBack(bytes, from)) & WORD) return false;
  return letters === 1 || abbreviations.includes(packed(bytes, from, letters));
}

function isAsciiLetter(byte: number): boolean {
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x7a;
}
