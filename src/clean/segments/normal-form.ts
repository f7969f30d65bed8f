import { codePointAt, sizeOf } from "../../features/signals/unicode.ts";
import { DIGIT, Fold, MARK, OTHER, POINT, UNSPACED } from "./fold.ts";

/** Differences that are set aside when segments are compared. White space between words always is, and at the ends. */
export interface NormalizeOptions {
  readonly case: boolean;
  /** Every number is `0`: digits with one decimal or thousands mark among them. */
  readonly numbers: boolean;
  /** Punctuation, symbols and control characters are spaces. */
  readonly punctuation: boolean;
  /** Letters without their combining marks. */
  readonly marks: boolean;
}

const ZERO = 0x30;
const BLANK = 0x20;
/** Marks that may stand once inside a number (datatrove's text simplification). */
const decimal = new Set(Array.from(".,،٫⎖⎗⎘", (mark) => mark.codePointAt(0)));

/** Brings segments into the form in which they are compared, and counts their words. Reused from segment to segment. */
export class NormalForm {
  /** The form of the last segment, `length` bytes of it: a code of its own in which equal forms are equal bytes. */
  bytes = new Uint8Array(4096);
  length = 0;
  /** Words of the last segment: runs of letters, marks and digits; each letter of a script without spaces is one. */
  words = 0;
  /** Characters (code points) of the last segment. */
  characters = 0;
  readonly #fold: Fold;
  readonly #options: NormalizeOptions;

  constructor(options: NormalizeOptions) {
    this.#options = options;
    this.#fold = new Fold(options);
  }

  /** Reads the UTF-8 text between two bytes. The compiled loop over bytes is the hot path of the stage, hence one function. */
  read(text: Uint8Array, start: number, end: number): void {
    if (this.bytes.length < 4 * (end - start) + 8) this.bytes = new Uint8Array(8 * (end - start) + 8);
    const { numbers, punctuation, marks } = this.#options;
    const { ascii } = this.#fold;
    const out = this.bytes;
    let [length, words, characters] = [0, 0, 0];
    let [inWord, gap] = [false, false];
    for (let i = start; i < end; ) {
      const lead = text[i];
      const value = lead < 0x80 ? ascii[lead] : this.#fold.of(codePointAt(text, i));
      i += lead < 0x80 ? 1 : sizeOf(lead);
      characters++;
      if (value === 0 || (value & OTHER && punctuation)) {
        gap = length > 0;
        inWord = false;
        continue;
      }
      if (value & MARK && marks) continue;
      if (gap) out[length++] = BLANK;
      gap = false;
      if (value & (UNSPACED | OTHER)) {
        if (value & UNSPACED) words++;
        inWord = false;
      } else if (!inWord && !(value & MARK)) {
        words++;
        inWord = true;
      }
      let point = value & POINT;
      if (value & DIGIT && numbers) {
        const after = this.#endOfNumber(text, i, end);
        characters += charactersBetween(text, i, after);
        i = after;
        point = ZERO;
      }
      if (point < 0x80) out[length++] = point;
      else {
        // Not UTF-8, but as unequivocal, and quicker to write: a byte above ASCII and three of the code point.
        out[length] = 0x80;
        out[length + 1] = point;
        out[length + 2] = point >> 8;
        out[length + 3] = point >> 16;
        length += 4;
      }
    }
    this.length = length;
    this.words = words;
    this.characters = characters;
  }

  /** Behind a number whose first digit ends at `from`. */
  #endOfNumber(text: Uint8Array, from: number, end: number): number {
    const i = this.#endOfDigits(text, from, end);
    if (i >= end || !decimal.has(codePointAt(text, i))) return i;
    const digits = i + sizeOf(text[i]);
    const after = this.#endOfDigits(text, digits, end);
    return after > digits ? after : i;
  }

  #endOfDigits(text: Uint8Array, from: number, end: number): number {
    let i = from;
    while (i < end && this.#fold.of(codePointAt(text, i)) & DIGIT) i += sizeOf(text[i]);
    return i;
  }
}

/** Characters (code points) of UTF-8 text between two bytes. */
export function charactersBetween(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let i = start; i < end; i++) if ((bytes[i] & 0xc0) !== 0x80) count++;
  return count;
}
