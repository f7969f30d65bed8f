/** How texts are made alike before their words are compared; each part is a switch. */
export interface Normalisation {
  /** `The` and `the` are one word. */
  readonly lowercase: boolean;
  /** Every number is the word `0`: `1,000`, `3.14` and `7` are alike. */
  readonly numbers: boolean;
  /** Punctuation and symbols separate words; otherwise only white space and control characters do. */
  readonly punctuation: boolean;
  /** `café` and `cafe` are one word: canonical decomposition (NFD) without combining marks. */
  readonly accents: boolean;
  /** English names of weekdays and months are two words, whichever day or month they name. */
  readonly dates: boolean;
  /** Each letter of a script written without spaces (Chinese, Japanese, Thai, …) is a word. */
  readonly characters: boolean;
}

/** Class of a code point that separates words. */
export const SEPARATOR = 0;

/** Class of a code point that leaves no trace: a combining mark, a soft hyphen. */
export const IGNORED = -1;

/** Class of a decimal digit where numbers are alike. */
export const DIGIT = -2;

/** Class of a code point that becomes several: see `Letters.several`. */
export const SEVERAL = -3;

/** Flag of a letter that is a word of its own; the low 21 bits stay the letter. */
export const ALONE = 1 << 21;

/** Separators inside of a number, as the simplification of datatrove has them. */
export const NUMBER_MARKS: ReadonlySet<number> = new Set(
  [..."..,،٫⎖⎗⎘"].map((mark) => mark.codePointAt(0) as number),
);

const unspaced =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]$/u;

/** What each code point becomes under a normalisation, computed when first met. */
export class Letters {
  readonly rules: Normalisation;
  /** Classes of the code points below 128. */
  readonly ascii: Int32Array;
  readonly #pages: (Int32Array | undefined)[] = new Array(0x1100).fill(undefined);
  readonly #several = new Map<number, readonly number[]>();

  constructor(rules: Normalisation) {
    this.rules = rules;
    this.ascii = Int32Array.from({ length: 128 }, (_, point) => this.#classOf(point));
  }

  /** The class of a code point: SEPARATOR, IGNORED, DIGIT, SEVERAL, or the letter it becomes, perhaps with ALONE. */
  classOf(point: number): number {
    const page = this.#pages[point >> 8] ?? this.#build(point >> 8);
    return page[point & 255];
  }

  /** The letters of a code point whose class is SEVERAL. */
  several(point: number): readonly number[] {
    return this.#several.get(point) as readonly number[];
  }

  #build(page: number): Int32Array {
    const classes = Int32Array.from({ length: 256 }, (_, i) => this.#classOf(page * 256 + i));
    this.#pages[page] = classes;
    return classes;
  }

  #classOf(point: number): number {
    const { numbers, accents, characters } = this.rules;
    const char = String.fromCodePoint(point);
    if (this.#separates(char)) return SEPARATOR;
    if (/^\p{Cf}$/u.test(char) || (accents && /^\p{M}$/u.test(char))) return IGNORED;
    if (numbers && /^\p{Nd}$/u.test(char)) return DIGIT;
    const letters = this.#fold(char);
    if (letters.length === 0) return IGNORED;
    if (letters.length > 1) {
      this.#several.set(point, letters);
      return SEVERAL;
    }
    return characters && unspaced.test(char) ? letters[0] | ALONE : letters[0];
  }

  /** A zero-width space separates words, for that is what it is there for; other invisible marks do not. */
  #separates(char: string): boolean {
    if (/^[\s\u200b\p{Z}\p{Cc}]$/u.test(char)) return true;
    return this.rules.punctuation && !/^[\p{L}\p{N}\p{M}\p{Cf}]$/u.test(char);
  }

  /** Lower case without regard to neighbours (final sigma is sigma), then decomposed without marks. */
  #fold(char: string): number[] {
    const { lowercase, accents } = this.rules;
    const cased = lowercase ? char.toLowerCase().replaceAll("ς", "σ") : char;
    const plain = accents ? cased.normalize("NFD").replace(/\p{M}/gu, "") : cased;
    return Array.from(plain, (letter) => letter.codePointAt(0) as number);
  }
}
