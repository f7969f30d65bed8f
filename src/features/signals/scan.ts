import { capacityFor, mustReplace } from "./scratch.ts";
import { byteClasses, TERMINAL, WORD } from "./unicode.ts";

const NEWLINE = 10;
const FIRST_LEAD = 0xc0;
/** Bit 0: ASCII letter or digit; bit 1: the byte is listed in `marks`. */
const kinds = Uint8Array.from(byteClasses, (flags, byte) => {
  const isMark = byte === NEWLINE || byte >= FIRST_LEAD || (flags & TERMINAL) !== 0;
  return (flags & WORD ? 1 : 0) | (isMark ? 2 : 0);
});

/**
 * What one pass over all bytes of a document finds; everything else steps from place to place. The pass has no branch, for
 * where words end cannot be foretold.
 */
export class Scan {
  /** Occurrences of each byte value. */
  readonly counts = new Int32Array(256);
  /** Where runs of ASCII letters and digits start (at even places) and end (at odd ones); the length ends the list. */
  runs = new Int32Array(0);
  /** Newlines, ASCII sentence terminals and first bytes of characters outside ASCII; the length ends the list. */
  marks = new Int32Array(0);
  markCount = 0;
  readonly #odd = new Int32Array(256);

  /** Reads the document at the start of the bytes under `view`, which is followed by four newlines. */
  read(view: DataView, length: number): this {
    this.#reserve(length + 8);
    const runEnd = this.#pass(view, length);
    const { counts, runs } = this;
    for (let byte = 0; byte < 256; byte++) counts[byte] += this.#odd[byte];
    const added = 4 - (length & 3);
    counts[NEWLINE] -= added;
    this.markCount -= added;
    runs[runEnd] = length;
    return this;
  }

  /** Goes through the document and one to four of the newlines after it; gives how many places `runs` has. */
  #pass(view: DataView, length: number): number {
    const { runs, marks } = this;
    const even = this.counts.fill(0);
    const odd = this.#odd.fill(0);
    let run = 0;
    let mark = 0;
    let before = 0;
    for (let i = 0; i <= length; i += 4) {
      const four = view.getInt32(i, true);
      const a = four & 255;
      const b = (four >>> 8) & 255;
      const c = (four >>> 16) & 255;
      const d = four >>> 24;
      even[a]++;
      odd[b]++;
      even[c]++;
      odd[d]++;
      const first = kinds[a];
      runs[run] = i;
      run += (first ^ before) & 1;
      marks[mark] = i;
      mark += first >> 1;
      const second = kinds[b];
      runs[run] = i + 1;
      run += (second ^ first) & 1;
      marks[mark] = i + 1;
      mark += second >> 1;
      const third = kinds[c];
      runs[run] = i + 2;
      run += (third ^ second) & 1;
      marks[mark] = i + 2;
      mark += third >> 1;
      const fourth = kinds[d];
      runs[run] = i + 3;
      run += (fourth ^ third) & 1;
      marks[mark] = i + 3;
      mark += fourth >> 1;
      before = fourth;
    }
    this.markCount = mark;
    return run;
  }

  #reserve(capacity: number): void {
    if (!mustReplace(this.runs.length, capacity)) return;
    this.runs = new Int32Array(capacityFor(capacity));
    this.marks = new Int32Array(this.runs.length);
  }
}
