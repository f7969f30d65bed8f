import {
  byteClasses,
  classOf,
  codePointAt,
  DIGIT,
  IDEOGRAPH,
  LETTER,
  LOWER,
  MARK,
  OUTER,
  SPACE,
  sizeOf,
  UPPER,
  WORD,
} from "../unicode.ts";
import { lowerOf, writeUtf8 } from "./lower.ts";
import {
  HAS_LOWER,
  HAS_UPPER,
  IN_WORD,
  isKept,
  isTechnical,
  letterCounts,
  lowerBytes,
  PUNCTUATION,
  tokenKinds,
} from "./word-bytes.ts";
import { HAS_LETTER, STARTS_UPPER, type WordStore } from "./word-store.ts";

/** Bytes that are counted before the fields of a sum could run over. */
const STRETCH = 100;

/** Reads words of any characters, one at a time. */
export class MixedWords {
  readonly #words: WordStore;
  /** The raw token under way: its kind and the cases in it. */
  #kind = 0;
  #cases = 0;
  /** The word under way: what is in it, where its folded bytes end, and how many continuation bytes it has, folded or not. */
  #upper = 0;
  #digits = 0;
  #technical = 0;
  #mark = 0;
  #end = 0;
  #tail = 0;
  #foldedTail = 0;

  constructor(words: WordStore) {
    this.#words = words;
  }

  /** Reads the word that starts at byte `from`, which has `tail` continuation bytes before; gives where it ends. */
  read(bytes: Uint8Array, runs: Int32Array, from: number, tail: number): number {
    this.#begin(byteClasses[bytes[from]] & UPPER);
    let i = from;
    for (;;) {
      const flags = byteClasses[bytes[i]];
      if (flags & WORD) i = this.#readRun(bytes, i, runs);
      else if ((flags & (OUTER | SPACE)) === 0) this.#readMark(bytes[i++]);
      else {
        if (flags & SPACE) break;
        const codePoint = codePointAt(bytes, i);
        const classes = classOf(codePoint);
        if (classes & SPACE) break;
        if (i === from && classes & UPPER) this.#mark = STARTS_UPPER;
        this.#readOuter(codePoint, classes);
        i += sizeOf(bytes[i]);
      }
    }
    this.#nextToken(0);
    this.#finish(from, i, tail);
    return i;
  }

  #begin(startsUpper: number): void {
    this.#kind = this.#upper = this.#digits = this.#technical = this.#tail = this.#foldedTail = 0;
    this.#mark = startsUpper ? STARTS_UPPER : 0;
    this.#end = this.#words.folded.offsets[this.#words.folded.count];
  }

  /** A run of ASCII letters and digits. */
  #readRun(bytes: Uint8Array, from: number, runs: Int32Array): number {
    const words = this.#words;
    const out = words.folded.bytes;
    const stop = runs[words.run + 1];
    words.run += 2;
    this.#nextToken(IN_WORD);
    let end = this.#end;
    for (let i = from; i < stop; ) {
      const limit = Math.min(stop, i + STRETCH);
      let sum = 0;
      while (i < limit) {
        const byte = bytes[i++];
        sum += letterCounts[byte];
        out[end++] = lowerBytes[byte];
      }
      this.#addLetters(sum & 255, (sum >> 8) & 255, sum >>> 24);
    }
    this.#end = end;
    return stop;
  }

  #addLetters(upper: number, digits: number, letters: number): void {
    this.#upper += upper;
    this.#digits += digits;
    this.#technical += digits;
    if (letters > 0) this.#mark |= HAS_LETTER;
    this.#cases |= (upper > 0 ? HAS_UPPER : 0) | (letters > upper ? HAS_LOWER : 0);
  }

  /** A character of ASCII punctuation, or a control character. */
  #readMark(byte: number): void {
    this.#nextToken(tokenKinds[byte]);
    this.#technical += isTechnical[byte];
    this.#words.folded.bytes[this.#end] = byte;
    this.#end += isKept[byte];
  }

  #readOuter(codePoint: number, classes: number): void {
    this.#nextToken(outerKind(classes));
    if (classes & UPPER) this.#upper++;
    if (classes & DIGIT) this.#digits++;
    if (classes & LETTER) this.#mark |= HAS_LETTER;
    const folded = classes & UPPER ? lowerOf(codePoint) : codePoint;
    const end = writeUtf8(this.#words.folded.bytes, this.#end, folded);
    this.#foldedTail += end - this.#end - 1;
    this.#tail += codePoint < 0x800 ? 1 : codePoint < 0x10000 ? 2 : 3;
    this.#end = end;
  }

  /** Goes on with a character of the given kind, or ends the raw token under way with 0. */
  #nextToken(kind: number): void {
    if ((kind & 3) !== this.#kind) {
      if ((this.#cases & (HAS_UPPER | HAS_LOWER)) === HAS_UPPER) this.#words.capitalTokens++;
      if (kind !== 0) this.#words.rawTokens++;
      this.#cases = 0;
      this.#kind = kind & 3;
    }
    this.#cases |= kind;
  }

  #finish(from: number, to: number, tail: number): void {
    const words = this.#words;
    const { folded } = words;
    const word = words.count++;
    words.starts[word] = from;
    words.ends[word] = to;
    words.tails[word] = tail;
    words.tailsAtEnd[word] = tail + this.#tail;
    words.marks[word] = this.#mark;
    words.upper[word + 1] = words.upper[word] + this.#upper;
    words.digits[word + 1] = words.digits[word] + this.#digits;
    words.technical[word + 1] = words.technical[word] + this.#technical;
    const characters = to - from - this.#tail;
    words.characters += characters;
    words.longest = Math.max(words.longest, characters);
    words.foldedBefore[word] = folded.count;
    const foldedFrom = folded.offsets[folded.count];
    if (this.#end === foldedFrom) return;
    folded.offsets[++folded.count] = this.#end;
    words.foldedCharacters += this.#end - foldedFrom - this.#foldedTail;
  }
}

/** Kind and case of a character outside ASCII; combining marks are punctuation, as in Python's `\w`. */
function outerKind(classes: number): number {
  const isWord = (classes & (WORD | IDEOGRAPH)) !== 0 && (classes & MARK) === 0;
  return (
    (isWord ? IN_WORD : PUNCTUATION) | (classes & UPPER ? HAS_UPPER : 0) | (classes & LOWER ? HAS_LOWER : 0)
  );
}
