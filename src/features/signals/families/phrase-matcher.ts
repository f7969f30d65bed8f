import type { Document } from "../document.ts";
import { classOf, codePointAt, IDEOGRAPH, MARK, sizeOf, stepBack, WORD } from "../unicode.ts";
import { lowerOf, writeUtf8 } from "./lower.ts";

const UNDERSCORE = 0x5f;
const FIRST_LEAD = 0xc0;
const lower = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte,
);

/** Whether phrases must stand between characters of no word, or may stand anywhere (scripts without spaces). */
export type Boundary = "words" | "none";

/**
 * Counts literal phrases of a list in documents, in any case of letters. Phrases of ASCII are looked for at the starts of runs of
 * letters and digits that the scan of the document has; those of other scripts at every character outside ASCII.
 */
export class PhraseMatcher {
  readonly #boundary: Boundary;
  /** Phrases by their first byte, and a bit for each three bytes, five bits of each, with which one of them may start. */
  readonly #phrases: Uint8Array[][] = Array.from({ length: 256 }, () => []);
  readonly #starts = new Int32Array(1024);
  #hasAscii = false;
  #hasOuter = false;
  #phrase = new Uint8Array(0);

  constructor(phrases: readonly string[], boundary: Boundary) {
    this.#boundary = boundary;
    for (const phrase of new Set(phrases.map(fold))) {
      const bytes = Buffer.from(phrase);
      if (bytes.length === 0) continue;
      if (bytes[0] < 0x80) this.#hasAscii = true;
      else this.#hasOuter = true;
      this.#add(bytes);
      this.#phrase = new Uint8Array(Math.max(this.#phrase.length, bytes.length + 8));
    }
  }

  /** How often phrases of the list stand in the document. */
  count(document: Document): number {
    let found = 0;
    if (this.#hasAscii) found += this.#countAscii(document);
    if (this.#hasOuter && document.profile.characters < document.length) found += this.#countOuter(document);
    return found;
  }

  #countAscii({ bytes, length, scan: { runs } }: Document): number {
    let found = 0;
    const starts = this.#starts;
    for (let run = 0; runs[run] < length; run += 2) {
      const start = runs[run];
      const key = ((bytes[start] & 31) << 10) | ((bytes[start + 1] & 31) << 5) | (bytes[start + 2] & 31);
      if ((starts[key >> 5] >>> key) & 1) found += this.#countAt(bytes, start, length, lower[bytes[start]]);
    }
    return found;
  }

  /** Phrases that start outside ASCII; a letter changes its bytes with its case, so they are compared folded. */
  #countOuter({ bytes, length, scan: { marks, markCount } }: Document): number {
    const folded = this.#phrase;
    let found = 0;
    for (let m = 0; m < markCount; m++) {
      const start = marks[m];
      if (bytes[start] < FIRST_LEAD) continue;
      writeUtf8(folded, 0, lowerOf(codePointAt(bytes, start)));
      if (this.#phrases[folded[0]].length > 0) found += this.#countAt(bytes, start, length, folded[0]);
    }
    return found;
  }

  #countAt(bytes: Uint8Array, start: number, length: number, first: number): number {
    let found = 0;
    for (const phrase of this.#phrases[first]) {
      const end = endOf(phrase, bytes, start, length, this.#phrase);
      if (end > 0 && (this.#boundary === "none" || isFlanked(bytes, start, end, length))) found++;
    }
    return found;
  }

  /** What a phrase of one or two bytes does not say of the three may be anything. */
  #add(phrase: Uint8Array): void {
    this.#phrases[phrase[0]].push(phrase);
    const choices = (at: number) =>
      at < phrase.length && phrase[at] < 0x80
        ? [phrase[at] & 31]
        : Array.from({ length: 32 }, (_, bits) => bits);
    for (const second of choices(1))
      for (const third of choices(2)) {
        const key = ((phrase[0] & 31) << 10) | (second << 5) | third;
        this.#starts[key >> 5] |= 1 << key;
      }
  }
}

/** Where the text from `start` on, folded, has read the whole phrase; 0 when it reads otherwise. */
function endOf(
  phrase: Uint8Array,
  bytes: Uint8Array,
  start: number,
  length: number,
  scratch: Uint8Array,
): number {
  let i = start;
  for (let k = 0; k < phrase.length; ) {
    if (i >= length) return 0;
    const byte = bytes[i];
    if (byte < 0x80) {
      if (lower[byte] !== phrase[k++]) return 0;
      i++;
      continue;
    }
    const size = writeUtf8(scratch, 0, lowerOf(codePointAt(bytes, i)));
    for (let b = 0; b < size; b++) if (scratch[b] !== phrase[k++]) return 0;
    i += sizeOf(byte);
  }
  return i;
}

/** Lower case as documents are folded, character by character. */
function fold(phrase: string): string {
  return Array.from(phrase.normalize("NFC").trim(), (character) =>
    String.fromCodePoint(lowerOf(character.codePointAt(0) as number)),
  ).join("");
}

/** Whether no character of a word stands beside a range. */
function isFlanked(bytes: Uint8Array, start: number, end: number, length: number): boolean {
  if (end < length && isWordAt(bytes, end)) return false;
  return start === 0 || !isWordAt(bytes, stepBack(bytes, start));
}

/** A letter, a number or _; combining marks are none, as in `\w` of Python. */
function isWordAt(bytes: Uint8Array, i: number): boolean {
  const codePoint = codePointAt(bytes, i);
  if (codePoint === UNDERSCORE) return true;
  const flags = classOf(codePoint);
  return (flags & (WORD | IDEOGRAPH)) !== 0 && (flags & MARK) === 0;
}
