import { apostropheSize, cliticLetters, isNegation, joinsWords } from "./clitics.ts";
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
  /** The bytes of `squeezed`, to be read four at a time; it ends four bytes later. */
  view = new DataView(this.squeezed.buffer);

  /** Cuts the document that lies at the start of `bytes`: valid UTF-8, followed by a newline. */
  read(bytes: Uint8Array, length: number): this {
    this.#reserve(length + 4);
    this.#cut(bytes, length);
    this.#summarize();
    return this;
  }

  #cut(bytes: Uint8Array, length: number): void {
    const { squeezed, offsets, characters, kinds } = this;
    let i = 0;
    let end = 0;
    let tail = 0;
    let token = 0;
    let ellipses = 0;
    while (i < length) {
      const byte = bytes[i];
      const outer = byte >= 0x80;
      const flags = outer ? classOf(codePointAt(bytes, i)) : byteClasses[byte];
      if (flags & SPACE) {
        i += outer ? sizeOf(byte) : 1;
        continue;
      }
      offsets[token] = end;
      characters[token] = end - tail;
      let kind = 0;
      let stop = i;
      if (flags & WORD) {
        for (;;) {
          let next = bytes[i];
          let inner = byteClasses[next];
          while (inner & WORD) {
            squeezed[end++] = next;
            kind |= inner;
            next = bytes[++i];
            inner = byteClasses[next];
          }
          if ((inner & (OUTER | CONNECTOR)) === 0) break;
          const wide = inner & OUTER ? classOf(codePointAt(bytes, i)) : 0;
          if ((wide & WORD) === 0 && !joinsWords(bytes, i)) break;
          kind |= wide;
          stop = i + sizeOf(next);
          tail += stop - i - 1;
          while (i < stop) {
            squeezed[end++] = bytes[i++];
          }
        }
        if (bytes[i] === BLANK) {
          kinds[token++] = WORD | (kind & LETTER);
          i++;
          continue;
        }
        for (let mark = apostropheSize(bytes, i); mark > 0; mark = apostropheSize(bytes, i)) {
          const letters = cliticLetters(bytes, i, i + mark);
          if (letters === 0) break;
          const negated = (bytes[i + mark] | 0x20) === 0x74 && isNegation(bytes, i);
          kinds[token++] = WORD | (kind & LETTER);
          offsets[token] = negated ? end - 1 : end;
          characters[token] = offsets[token] - tail;
          kind = LETTER;
          tail += mark - 1;
          stop = i + mark + letters;
          while (i < stop) {
            squeezed[end++] = bytes[i++];
          }
        }
        kinds[token++] = WORD | (kind & LETTER);
        continue;
      }
      if (byte === FULL_STOP || byte === HYPHEN) {
        while (bytes[stop] === byte) stop++;
        if (byte === FULL_STOP) ellipses += Math.floor((stop - i) / 3);
      } else {
        stop = i + (outer ? sizeOf(byte) : 1);
        if (flags & IDEOGRAPH) {
          kind = WORD | (flags & LETTER);
          while (stop < length && classAt(bytes, stop) & MARK) stop += sizeOf(bytes[stop]);
        } else if (outer && codePointAt(bytes, i) === ELLIPSIS) ellipses++;
      }
      while (i < stop) {
        const next = bytes[i++];
        if ((next & 0xc0) === 0x80) tail++;
        squeezed[end++] = next;
      }
      kinds[token++] = kind;
    }
    offsets[token] = end;
    characters[token] = end - tail;
    this.count = token;
    this.ellipses = ellipses;
  }

  #summarize(): void {
    const { characters, kinds, count } = this;
    let words = 0;
    let alphabetic = 0;
    let length = 0;
    for (let t = 0; t < count; t++) {
      const kind = kinds[t];
      if (kind & LETTER) alphabetic++;
      if (kind & WORD) {
        words++;
        length += characters[t + 1] - characters[t];
      }
    }
    this.words = words;
    this.alphabetic = alphabetic;
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
