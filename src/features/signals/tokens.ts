import { apostropheSize, cliticLetters, isNegation, joinsWords } from "./clitics.ts";
import type { Scan } from "./scan.ts";
import { capacityFor, mustReplace } from "./scratch.ts";
import {
  byteClasses,
  CONNECTOR,
  classAt,
  classOf,
  codePointAt,
  IDEOGRAPH,
  LETTER,
  MARK,
  OUTER,
  SPACE,
  sizeOf,
  WORD,
} from "./unicode.ts";

const BLANK = 0x20;
const FULL_STOP = 0x2e;
const HYPHEN = 0x2d;
const ELLIPSIS = 0x2026;
/** Bytes that may be read and written after the last token. */
const MARGIN = 32;

/** What is cut: the bytes of a document, followed by newlines, the same to be read four at a time, and its runs of letters. */
interface Text {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly length: number;
  readonly scan: Scan;
}

/**
 * The tokens of one document, as the tokenizers of datatrove would mostly cut English:
 * - a run of letters, marks and numbers is a word; inside it may stand a full stop (`U.S`, `3.14`; not between a lower-case and an
 *   upper-case letter), a comma between digits, an apostrophe before a letter (`O'Brien`), a soft hyphen or a joiner;
 * - English clitics are words of their own: `do|n't`, `it|'s`, `we|'ll`; hyphens part words: `well|-|known`;
 * - a Han, Hiragana or Katakana character with its marks is a word; scripts of South-East Asia stay runs;
 * - a run of full stops or of hyphens is one symbol, any other character that is not white space is a symbol by itself.
 *
 * The bytes of all tokens lie side by side, without white space, in `squeezed`, so that any n-gram is one range of it.
 */
export class Tokens {
  count = 0;
  words = 0;
  /** Characters of all words. */
  wordCharacters = 0;
  /** Tokens that hold a letter. */
  alphabetic = 0;
  /** `...` without overlap, and `…`, in the whole text. */
  ellipses = 0;
  squeezed = new Uint8Array(0);
  /** Token t is `squeezed[offsets[t] .. offsets[t + 1])`. */
  offsets = new Int32Array(0);
  /** Characters before token t. */
  characters = new Int32Array(0);
  /** LETTER where a token holds a letter, WORD where it is a word, 0 for a symbol. */
  kinds = new Uint8Array(0);
  /** The bytes of `squeezed`, to be read four at a time; it ends MARGIN bytes later. */
  view = new DataView(this.squeezed.buffer);
  /** Where the cut stands: in the text, in its runs, in `squeezed`; and how many of the bytes there continue a character. */
  #at = 0;
  #run = 0;
  #end = 0;
  #tail = 0;

  /** Cuts a document of valid UTF-8. */
  read(text: Text): this {
    this.#reserve(text.length + MARGIN);
    this.count = 0;
    this.ellipses = 0;
    this.#at = 0;
    this.#run = 0;
    this.#end = 0;
    this.#tail = 0;
    while (this.#at < text.length) {
      this.#cutPlain(text);
      if (this.#at < text.length) this.#cutOther(text);
    }
    this.#begin();
    this.#summarize();
    return this;
  }

  /** Cuts words and symbols of ASCII up to a token that has another character in it or a mark that may join words. */
  #cutPlain({ bytes, view, length, scan: { runs } }: Text): void {
    const { squeezed, view: copy, offsets, characters, kinds } = this;
    const tail = this.#tail;
    let at = this.#at;
    let run = this.#run;
    let end = this.#end;
    let token = this.count;
    while (at < length) {
      const flags = byteClasses[bytes[at]];
      if (flags & WORD) {
        const stop = runs[run + 1];
        const after = byteClasses[bytes[stop]];
        if (after & (OUTER | CONNECTOR) && mayGoOn(bytes, stop)) break;
        offsets[token] = end;
        characters[token] = end - tail;
        kinds[token++] = WORD | (flags & LETTER || letterIn(bytes, at, stop));
        copy.setInt32(end, view.getInt32(at, true), true);
        copy.setInt32(end + 4, view.getInt32(at + 4, true), true);
        for (let k = 8; k < stop - at; k += 4) copy.setInt32(end + k, view.getInt32(at + k, true), true);
        end += stop - at;
        at = stop;
        run += 2;
        if (bytes[at] === BLANK) at++;
      } else if (flags & SPACE) {
        at++;
      } else {
        if (flags & OUTER) break;
        const byte = bytes[at];
        offsets[token] = end;
        characters[token] = end - tail;
        kinds[token++] = 0;
        squeezed[end++] = byte;
        at++;
        if (byte === FULL_STOP || byte === HYPHEN) {
          const first = end - 1;
          while (bytes[at] === byte) squeezed[end++] = bytes[at++];
          if (byte === FULL_STOP) this.ellipses += Math.floor((end - first) / 3);
        }
        if (bytes[at] === BLANK) at++;
      }
    }
    this.#at = at;
    this.#run = run;
    this.#end = end;
    this.count = token;
  }

  /** Cuts one token of any characters, and the clitics after it, or steps over white space. */
  #cutOther({ bytes, scan: { runs } }: Text): void {
    const at = this.#at;
    const flags = classAt(bytes, at);
    if (flags & SPACE) {
      this.#at += sizeOf(bytes[at]);
      return;
    }
    this.#begin();
    if (flags & WORD) {
      this.#cutClitics(bytes, this.#cutWord(bytes, runs));
      return;
    }
    let stop = at + sizeOf(bytes[at]);
    if (flags & IDEOGRAPH) while (classAt(bytes, stop) & MARK) stop += sizeOf(bytes[stop]);
    if (codePointAt(bytes, at) === ELLIPSIS) this.ellipses++;
    this.#copyUntil(bytes, stop);
    this.kinds[this.count++] = flags & IDEOGRAPH ? WORD | (flags & LETTER) : 0;
  }

  /** Copies a word; gives the classes of its characters together. */
  #cutWord(bytes: Uint8Array, runs: Int32Array): number {
    let kind = 0;
    for (;;) {
      const at = this.#at;
      const flags = byteClasses[bytes[at]];
      if (flags & WORD) {
        const stop = runs[this.#run + 1];
        this.#run += 2;
        kind |= flags & LETTER || letterIn(bytes, at, stop);
        this.#copyUntil(bytes, stop);
        continue;
      }
      if ((flags & (OUTER | CONNECTOR)) === 0) return kind;
      const outer = flags & OUTER ? classOf(codePointAt(bytes, at)) : 0;
      if ((outer & WORD) === 0 && !joinsWords(bytes, at)) return kind;
      kind |= outer;
      this.#copyUntil(bytes, at + sizeOf(bytes[at]));
    }
  }

  /** Ends a word of the given kind and cuts the clitics after it. */
  #cutClitics(bytes: Uint8Array, word: number): void {
    let kind = word;
    for (;;) {
      const at = this.#at;
      const mark = apostropheSize(bytes, at);
      const letters = mark > 0 ? cliticLetters(bytes, at, at + mark) : 0;
      this.kinds[this.count++] = WORD | (kind & LETTER);
      if (letters === 0) return;
      const negated = (bytes[at + mark] | 0x20) === 0x74 && isNegation(bytes, at);
      this.#begin();
      if (negated) this.#moveBack();
      kind = LETTER;
      this.#run += 2;
      this.#copyUntil(bytes, at + mark + letters);
    }
  }

  /** Opens the next token. */
  #begin(): void {
    this.offsets[this.count] = this.#end;
    this.characters[this.count] = this.#end - this.#tail;
  }

  /** Gives the last letter, an `n`, to the token that was opened. */
  #moveBack(): void {
    this.offsets[this.count]--;
    this.characters[this.count]--;
  }

  #copyUntil(bytes: Uint8Array, stop: number): void {
    const { squeezed } = this;
    let end = this.#end;
    for (let i = this.#at; i < stop; i++) {
      if ((bytes[i] & 0xc0) === 0x80) this.#tail++;
      squeezed[end++] = bytes[i];
    }
    this.#at = stop;
    this.#end = end;
  }

  #summarize(): void {
    const { characters, kinds, count } = this;
    let words = 0;
    let alphabetic = 0;
    let length = 0;
    for (let t = 0; t < count; t++) {
      const kind = kinds[t];
      const word = (kind & WORD) >> 2;
      alphabetic += kind & LETTER;
      words += word;
      length += (characters[t + 1] - characters[t]) & -word;
    }
    this.words = words;
    this.alphabetic = alphabetic >> 1;
    this.wordCharacters = length;
  }

  #reserve(length: number): void {
    if (!mustReplace(this.offsets.length, length)) return;
    const capacity = capacityFor(length);
    this.squeezed = new Uint8Array(capacity);
    this.view = new DataView(this.squeezed.buffer);
    this.offsets = new Int32Array(capacity);
    this.characters = new Int32Array(capacity);
    this.kinds = new Uint8Array(capacity);
  }
}

/** Whether the character that follows a word of ASCII may continue it or begin a clitic. */
function mayGoOn(bytes: Uint8Array, at: number): boolean {
  return ((byteClasses[bytes[at]] & OUTER) | (byteClasses[bytes[at + 1]] & (WORD | OUTER))) !== 0;
}

/** LETTER when there is a letter in a run of ASCII letters and digits, else 0. */
function letterIn(bytes: Uint8Array, start: number, stop: number): number {
  let kind = 0;
  for (let i = start; i < stop; i++) kind |= byteClasses[bytes[i]];
  return kind & LETTER;
}
