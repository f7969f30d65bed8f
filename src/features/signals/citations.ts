import { capacityFor, mustReplace } from "./scratch.ts";
import { classAt, DIGIT, sizeOf } from "./unicode.ts";

/** The byte that opens a square bracket. */
export const OPEN = 0x5b;
const CLOSE = 0x5d;
const words = ["[edit]", "[citation needed]"].map((word) => Buffer.from(word));

/** A range of bytes. */
export interface Line {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
}

/** Deletes Wikipedia's marks from lines: `[1]`, `[]`, `[edit]`, `[citation needed]`. */
export class Citations {
  #scratch = new Uint8Array(0);

  /** The line without marks: the same bytes when it has none, else valid until the next call. */
  remove(bytes: Uint8Array, start: number, end: number): Line {
    let i = nextOpen(bytes, start, end);
    if (i === end) return { bytes, start, end };
    this.#reserve(end - start + 1);
    const scratch = this.#scratch;
    let [length, from] = [0, start];
    while (i < end) {
      const after = endOfMark(bytes, i, end);
      if (after > i) {
        scratch.set(bytes.subarray(from, i), length);
        length += i - from;
        from = after;
      }
      i = nextOpen(bytes, Math.max(after, i + 1), end);
    }
    if (from === start) return { bytes, start, end };
    scratch.set(bytes.subarray(from, end), length);
    return { bytes: scratch, start: 0, end: length + end - from };
  }

  #reserve(length: number): void {
    if (mustReplace(this.#scratch.length, length)) this.#scratch = new Uint8Array(capacityFor(length));
  }
}

/** Where the next square bracket opens before `end`; `end` when none does. */
export function nextOpen(bytes: Uint8Array, from: number, end: number): number {
  let i = from;
  while (i < end && bytes[i] !== OPEN) i++;
  return i < end ? i : end;
}

/** Where the mark that starts at byte `i` ends; `i` when it is none. */
function endOfMark(bytes: Uint8Array, i: number, end: number): number {
  let after = i + 1;
  while (after < end && classAt(bytes, after) & DIGIT) after += sizeOf(bytes[after]);
  if (after < end && bytes[after] === CLOSE) return after + 1;
  const word = words.find((mark) => i + mark.length <= end && mark.every((byte, k) => bytes[i + k] === byte));
  return word === undefined ? i : i + word.length;
}
