import type { Profile } from "./profile.ts";
import type { Segments } from "./segments.ts";
import { BREAK, classAt, SPACE, sizeOf, stepBack } from "./unicode.ts";

const NEWLINE = 10;
const RETURN = 13;

/** Cuts at newlines, without empty parts. */
export function newlineSegments(bytes: Uint8Array, length: number, segments: Segments): Segments {
  let start = 0;
  while (start < length) {
    const end = nextNewline(bytes, start, length);
    if (end > start) segments.push(start, end);
    start = end + 1;
  }
  return segments;
}

/** Cuts where two newlines or more follow each other. An empty text is one empty paragraph. */
export function paragraphSegments(
  bytes: Uint8Array,
  from: number,
  length: number,
  segments: Segments,
): Segments {
  let start = from;
  let end = nextNewline(bytes, start, length);
  while (end < length) {
    let after = end + 1;
    while (after < length && bytes[after] === NEWLINE) after++;
    if (after > end + 1) {
      segments.push(start, end);
      start = after;
    }
    end = nextNewline(bytes, after, length);
  }
  segments.push(start, length);
  return segments;
}

/** Cuts as Python's `splitlines`: also at `\r`, `\r\n`, form feeds, separators and U+2028; a last newline ends a line. */
export function splitLines(
  bytes: Uint8Array,
  length: number,
  profile: Profile,
  segments: Segments,
): Segments {
  let start = 0;
  let newline = -1;
  while (start < length) {
    if (newline < start) newline = nextNewline(bytes, start, length);
    const end = profile.breaks > 0 ? nextBreak(bytes, start, newline) : newline;
    segments.push(start, end);
    start = end + (bytes[end] === RETURN && bytes[end + 1] === NEWLINE ? 2 : sizeOf(bytes[end]));
  }
  return segments;
}

/** The range without white space at its ends. */
export function trimmed(bytes: Uint8Array, start: number, end: number): [start: number, end: number] {
  let [from, to] = [start, end];
  while (from < to && classAt(bytes, from) & SPACE) from += sizeOf(bytes[from]);
  while (from < to) {
    const last = stepBack(bytes, to);
    if ((classAt(bytes, last) & SPACE) === 0) break;
    to = last;
  }
  return [from, to];
}

function nextNewline(bytes: Uint8Array, from: number, length: number): number {
  const at = bytes.indexOf(NEWLINE, from);
  return at < 0 ? length : Math.min(at, length);
}

function nextBreak(bytes: Uint8Array, start: number, end: number): number {
  let i = start;
  while (i < end && (classAt(bytes, i) & BREAK) === 0) i += sizeOf(bytes[i]);
  return i;
}
