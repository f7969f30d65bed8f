import { capacityFor, mustReplace } from "../scratch.ts";

/** Bits of `marks`: the word holds a letter; its first character is an upper-case letter. */
export const HAS_LETTER = 1;
export const STARTS_UPPER = 2;

const arrays = [
  "starts",
  "ends",
  "tails",
  "tailsAtEnd",
  "upper",
  "digits",
  "technical",
  "foldedBefore",
] as const;
/** Bytes that may be read and written after the last folded word. */
const MARGIN = 32;

/** Memory for the words of one document: where they stand, what is in them, and the same words folded. */
export class WordStore {
  count = 0;
  /** Byte where each word starts and where it ends; the length of the text ends the list of starts. */
  starts = new Int32Array(0);
  ends = new Int32Array(0);
  /** Continuation bytes of UTF-8 before each word, and before its end. */
  tails = new Int32Array(0);
  tailsAtEnd = new Int32Array(0);
  /** Upper-case letters, digits and technical characters (0-9 {}+/()>) before each word; a last entry for all. */
  upper = new Int32Array(0);
  digits = new Int32Array(0);
  technical = new Int32Array(0);
  marks = new Uint8Array(0);
  /** How many folded words stand before each word; a last entry for all. */
  foldedBefore = new Int32Array(0);
  /** The folded words, side by side. */
  readonly folded = {
    bytes: new Uint8Array(0),
    view: new DataView(new ArrayBuffer(0)),
    offsets: new Int32Array(0),
    count: 0,
  };
  /** Runs of letters, digits and _ or of other characters than white space: NLTK's WordPunct tokens. */
  rawTokens = 0;
  /** Raw tokens with upper-case and without lower-case letters. */
  capitalTokens = 0;
  /** Characters of all words, of the longest word, and of all folded words. */
  characters = 0;
  longest = 0;
  foldedCharacters = 0;
  /** The next run of ASCII letters and digits in the scan of the document. */
  run = 0;

  /**
   * Forgets the words and makes room for at most `words` and a text of so many bytes: a letter may be longer in lower case, three
   * bytes for two.
   */
  clear(words: number, bytes: number): void {
    this.#reserveWords(words + 1);
    this.#reserveBytes(bytes + (bytes >> 1) + MARGIN);
    this.count = this.run = this.rawTokens = this.capitalTokens = 0;
    this.characters = this.longest = this.foldedCharacters = 0;
    this.folded.count = 0;
    this.upper[0] = this.digits[0] = this.technical[0] = 0;
    this.folded.offsets[0] = 0;
  }

  /** Characters from the start of word `first` to the end of word `last`. */
  span(first: number, last: number): number {
    return this.ends[last] - this.starts[first] - (this.tailsAtEnd[last] - this.tails[first]);
  }

  #reserveWords(length: number): void {
    if (!mustReplace(this.marks.length, length)) return;
    const capacity = capacityFor(length);
    for (const name of arrays) this[name] = new Int32Array(capacity);
    this.folded.offsets = new Int32Array(capacity);
    this.marks = new Uint8Array(capacity);
  }

  #reserveBytes(length: number): void {
    if (!mustReplace(this.folded.bytes.length, length)) return;
    this.folded.bytes = new Uint8Array(capacityFor(length));
    this.folded.view = new DataView(this.folded.bytes.buffer);
  }
}
