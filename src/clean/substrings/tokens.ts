import { codePointAt, sizeOf } from "../../features/signals/unicode.ts";
import { Fold, MARK, OTHER, UNSPACED } from "../segments/fold.ts";

/**
 * What a repeated substring is measured in. `words`: a token is a run of letters, marks and digits, one letter of a script without
 * spaces, or one other character; white space between tokens is not compared. `bytes`: every byte of the UTF-8 text.
 */
export type TokenUnit = "words" | "bytes";

const START_LOW = 0x811c9dc5 | 0;
const START_HIGH = 0x5bd1e995;
const PRIME_LOW = 0x01000193;
const PRIME_HIGH = 0x27d4eb2f;
const fold = new Fold({ case: false, marks: false });

/** The tokens of one text, in order: where they lie in it, and 64 bits of hash of each. Reused from text to text. */
export class Tokens {
  count = 0;
  starts = new Int32Array(4096);
  ends = new Int32Array(4096);
  low = new Uint32Array(4096);
  high = new Uint32Array(4096);

  /** Takes a text apart. */
  read(unit: TokenUnit, text: Uint8Array): this {
    this.count = 0;
    if (this.starts.length < text.length) this.#grow(text.length);
    if (unit === "words") this.#words(text);
    else for (let i = 0; i < text.length; i++) this.#addByte(i, text[i]);
    return this;
  }

  #addByte(at: number, byte: number): void {
    this.starts[at] = at;
    this.ends[at] = at + 1;
    this.low[at] = byteLow[byte];
    this.high[at] = byteHigh[byte];
    this.count = at + 1;
  }

  #words(text: Uint8Array): void {
    const { ascii } = fold;
    let [low, high] = [START_LOW, START_HIGH];
    let start = -1;
    /** Whether the token goes on with the next letter, and with the next mark. */
    let [open, marked] = [false, false];
    for (let i = 0; i < text.length; ) {
      const lead = text[i];
      const value = lead < 0x80 ? ascii[lead] : fold.of(codePointAt(text, i));
      const size = lead < 0x80 ? 1 : sizeOf(lead);
      const single = (value & (UNSPACED | OTHER)) !== 0;
      const joins = value !== 0 && ((open && !single) || (marked && (value & MARK) !== 0));
      if (!joins) {
        if (start >= 0) this.#add(start, i, low, high);
        start = value === 0 ? -1 : i;
        [low, high] = [START_LOW, START_HIGH];
        open = value !== 0 && !single;
        marked = value !== 0;
      }
      const next = Math.min(i + size, text.length);
      for (; i < next; i++) {
        low = Math.imul(low ^ text[i], PRIME_LOW);
        high = Math.imul(high ^ text[i], PRIME_HIGH);
      }
    }
    if (start >= 0) this.#add(start, text.length, low, high);
  }

  #add(start: number, end: number, low: number, high: number): void {
    const at = this.count++;
    this.starts[at] = start;
    this.ends[at] = end;
    low = Math.imul(low ^ (low >>> 15), 0x2c1b3c6d);
    high = Math.imul(high ^ (high >>> 14), 0x297a2d39);
    this.low[at] = low ^ (low >>> 13);
    this.high[at] = high ^ (high >>> 12);
  }

  #grow(length: number): void {
    const capacity = 2 * length;
    this.starts = new Int32Array(capacity);
    this.ends = new Int32Array(capacity);
    this.low = new Uint32Array(capacity);
    this.high = new Uint32Array(capacity);
  }
}

/** Odd factors: any two bytes differ, and their sums under powers of a base spread. */
const byteLow = Uint32Array.from({ length: 256 }, (_, byte) => Math.imul(byte + 1, 0x9e3779b1));
const byteHigh = Uint32Array.from({ length: 256 }, (_, byte) => Math.imul(byte + 1, 0x85ebca77));
