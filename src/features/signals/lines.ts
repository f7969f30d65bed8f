import type { Scan } from "./scan.ts";
import type { Segments } from "./segments.ts";
import { BREAK, byteClasses, classAt, OUTER, SPACE, sizeOf, stepBack } from "./unicode.ts";

const NEWLINE = 10;
const RETURN = 13;

/** Cuts at newlines, without empty parts. */
export function newlineSegments(
  bytes: Uint8Array,
  length: number,
  { marks }: Scan,
  segments: Segments,
): Segments {
  let start = 0;
  for (let m = 0; start < length; m++) {
    const end = marks[m];
    if (bytes[end] !== NEWLINE) continue;
    if (end > start) segments.push(start, end);
    start = end + 1;
  }
  return segments;
}

/** Cuts the text between `from` and `to` where two newlines or more follow each other. An empty text is one empty paragraph. */
export function paragraphSegments(
  bytes: Uint8Array,
  from: number,
  to: number,
  { marks }: Scan,
  segments: Segments,
): Segments {
  let start = from;
  for (let m = 0; marks[m] < to; m++) {
    const end = marks[m];
    if (end < start || bytes[end] !== NEWLINE || bytes[end + 1] !== NEWLINE || end + 1 >= to) continue;
    segments.push(start, end);
    start = end + 2;
    while (start < to && bytes[start] === NEWLINE) start++;
  }
  segments.push(start, to);
  return segments;
}

/** Cuts as Python's `splitlines`: also at `\r`, `\r\n`, form feeds, separators and U+2028; a last newline ends a line. */
export function splitLines(
  bytes: Uint8Array,
  length: number,
  { marks }: Scan,
  hasBreaks: boolean,
  segments: Segments,
): Segments {
  let start = 0;
  for (let m = 0; start < length; m++) {
    const newline = marks[m];
    if (bytes[newline] !== NEWLINE || newline < start) continue;
    if (hasBreaks) start = splitBreaks(bytes, start, newline, segments);
    if (start <= newline && start < length) segments.push(start, newline);
    start = Math.max(start, newline + 1);
  }
  return segments;
}

/** Cuts what stands before a newline at other boundaries; gives where the rest starts, after the newline where `\r` took it. */
function splitBreaks(bytes: Uint8Array, from: number, newline: number, segments: Segments): number {
  let start = from;
  for (let i = from; i < newline; i += sizeOf(bytes[i])) {
    if ((classAt(bytes, i) & BREAK) === 0) continue;
    segments.push(start, i);
    start = i + (bytes[i] === RETURN && bytes[i + 1] === NEWLINE ? 2 : sizeOf(bytes[i]));
  }
  return start;
}

/** Where the white space at the start of a range ends. */
export function trimStart(bytes: Uint8Array, start: number, end: number): number {
  let from = start;
  while (from < end && classAt(bytes, from) & SPACE) from += sizeOf(bytes[from]);
  return from;
}

/** Where the white space at the end of a range starts. */
export function trimEnd(bytes: Uint8Array, start: number, end: number): number {
  let to = end;
  while (to > start) {
    const flags = byteClasses[bytes[to - 1]];
    const last = flags & OUTER ? stepBack(bytes, to) : to - 1;
    if (((flags & OUTER ? classAt(bytes, last) : flags) & SPACE) === 0) break;
    to = last;
  }
  return to;
}
