import { readMarks } from "../../features/signals/sentences.ts";
import {
  byteClasses,
  classAt,
  OUTER,
  SPACE,
  sizeOf,
  stepBack,
  TERMINAL,
} from "../../features/signals/unicode.ts";

/** What a text is taken apart into. */
export type SegmentUnit = "line" | "paragraph" | "sentences";

const NEWLINE = 10;

/**
 * The segments of one text, in order, in bytes. Reused from text to text. Segment `i` is `starts[i]` to `ends[i]` without white space
 * around it; `blocks[i]` is the line or paragraph that it belongs to, which lies from `blockStarts[b]` to `blockEnds[b]`, where the
 * next one begins: all that is between segments belongs to a block, but for blank lines at the very start.
 */
export class Split {
  count = 0;
  starts: number[] = [];
  ends: number[] = [];
  blocks: number[] = [];
  blockCount = 0;
  blockStarts: number[] = [];
  blockEnds: number[] = [];

  /** Takes a text apart: at line breaks, at blank lines, or at the ends of sentences and of lines. */
  read(unit: SegmentUnit, bytes: Uint8Array): void {
    this.count = 0;
    this.blockCount = 0;
    let blank = true;
    for (let line = 0; line < bytes.length; ) {
      const next = bytes.indexOf(NEWLINE, line) + 1 || bytes.length;
      const from = skipSpace(bytes, line, next);
      if (unit === "paragraph") {
        if (from < next && blank) this.#open(line);
        if (from < next) this.#extend(from, trimEnd(bytes, from, next), !blank);
        if (this.blockCount > 0) this.blockEnds[this.blockCount - 1] = next;
      } else if (from < next) {
        this.#open(line);
        this.blockEnds[this.blockCount - 1] = next;
        const to = trimEnd(bytes, from, next);
        if (unit === "line") this.#add(from, to);
        else this.#sentences(bytes, from, to);
      }
      blank = from === next;
      line = next;
    }
  }

  #open(start: number): void {
    this.blockStarts[this.blockCount++] = start;
  }

  #add(start: number, end: number): void {
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.blocks[this.count++] = this.blockCount - 1;
  }

  #extend(start: number, end: number, same: boolean): void {
    if (same) this.ends[this.count - 1] = end;
    else this.#add(start, end);
  }

  #sentences(bytes: Uint8Array, from: number, to: number): void {
    let start = from;
    for (let i = from; i < to; ) {
      if ((byteClasses[bytes[i]] & (TERMINAL | OUTER)) === 0) {
        i++;
        continue;
      }
      const read = readMarks(bytes, from, i, to);
      i = Math.abs(read);
      if (read < 0) continue;
      this.#add(start, read);
      start = skipSpace(bytes, read, to);
    }
    if (start < to) this.#add(start, to);
  }
}

/** The first byte from `start` on that begins no white space, or `end`. */
export function skipSpace(bytes: Uint8Array, start: number, end: number): number {
  let i = start;
  while (i < end && classAt(bytes, i) & SPACE) i += sizeOf(bytes[i]);
  return i;
}

/** Behind the last character before `end` that is no white space, or `start`. */
export function trimEnd(bytes: Uint8Array, start: number, end: number): number {
  let i = end;
  while (i > start) {
    const before = stepBack(bytes, i);
    if (!(classAt(bytes, before) & SPACE)) break;
    i = before;
  }
  return Math.max(i, start);
}
