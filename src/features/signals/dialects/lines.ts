import type { Document, Reading } from "../document.ts";
import { trimEnd, trimStart } from "../lines.ts";
import { Segments } from "../segments.ts";

const NEWLINE = 10;

/** Lines (parted at `\n`) and paragraphs (parted at `\n\n`), trimmed, without the empty ones; with their repeats. */
export class TrimmedLines implements Reading {
  readonly lines = new Segments();
  readonly paragraphs = new Segments();

  /** Cuts a document. */
  read({ bytes, view, length, scan }: Document): void {
    const { lines, paragraphs } = this;
    lines.clear();
    paragraphs.clear();
    let line = 0;
    let paragraph = 0;
    let pair = -1;
    for (let m = 0; m <= scan.markCount; m++) {
      const end = m < scan.markCount ? scan.marks[m] : length;
      if (end < length && bytes[end] !== NEWLINE) continue;
      pushTrimmed(bytes, line, end, lines);
      line = end + 1;
      const closes = end === length || (bytes[end + 1] === NEWLINE && end + 1 < length && end > pair);
      if (!closes) continue;
      pushTrimmed(bytes, paragraph, end, paragraphs);
      pair = end + 1;
      paragraph = end + 2;
    }
    lines.compare(view);
    paragraphs.compare(view);
  }
}

function pushTrimmed(bytes: Uint8Array, from: number, to: number, segments: Segments): void {
  const start = trimStart(bytes, from, to);
  const end = trimEnd(bytes, start, to);
  if (end > start) segments.push(start, end);
}

/** How many parts have a text that occurs more than once, the first among them, and their characters. */
export function recurringParts(document: Document, { count, starts, ends, firsts, repeats }: Segments) {
  const recurs = new Uint8Array(count);
  for (let s = 0; s < count; s++) if (repeats[s]) recurs[firsts[s]] = recurs[s] = 1;
  let [parts, characters] = [0, 0];
  for (let s = 0; s < count; s++) {
    if (recurs[s] === 0) continue;
    parts++;
    characters += document.characters(starts[s], ends[s]);
  }
  return { parts, characters };
}
