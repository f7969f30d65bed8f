/** Flag of a letter of a script that is written without spaces: a word of its own. */
export const UNSPACED = 1 << 21;
/** Flag of a decimal digit. */
export const DIGIT = 1 << 22;
/** Flag of a combining mark. */
export const MARK = 1 << 23;
/** Flag of a punctuation mark, a symbol or a control character. */
export const OTHER = 1 << 24;
/** The code point in a folded value without flags. White space is 0. */
export const POINT = UNSPACED - 1;

/** What a letter is folded to. */
export interface FoldOptions {
  /** To lower case, the final sigma to the plain one. */
  readonly case: boolean;
  /** Without its combining marks, whether they are part of the character or follow it. */
  readonly marks: boolean;
}

/** Looks up what a code point is folded to: the code point that stands for it and a flag. Pages are built when first met. */
export class Fold {
  readonly #options: FoldOptions;
  readonly #pages: (Int32Array | undefined)[] = new Array(0x1100).fill(undefined);
  /** The same for the bytes of ASCII. */
  readonly ascii: Int32Array;

  constructor(options: FoldOptions) {
    this.#options = options;
    this.ascii = this.#page(0);
  }

  of(point: number): number {
    if (point > 0x10ffff) return OTHER; // not UTF-8
    return (this.#pages[point >> 8] ?? this.#page(point >> 8))[point & 255];
  }

  #page(page: number): Int32Array {
    const values = Int32Array.from({ length: 256 }, (_, i) => folded(page * 256 + i, this.#options));
    this.#pages[page] = values;
    return values;
  }
}

const unspaced =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]$/u;

function folded(point: number, options: FoldOptions): number {
  const char = String.fromCodePoint(point);
  if (/^\s$/u.test(char)) return 0;
  if (/^\p{M}$/u.test(char)) return MARK | point;
  if (/^\p{Nd}$/u.test(char)) return DIGIT | point;
  if (!/^[\p{L}\p{N}]$/u.test(char)) return OTHER | point;
  return letter(char, options) | (unspaced.test(char) ? UNSPACED : 0);
}

/** A letter that becomes several (a Hangul syllable in parts) stays as it is: only equality counts. */
function letter(char: string, { case: lower, marks }: FoldOptions): number {
  let form = lower ? char.toLowerCase().replace("ς", "σ") : char;
  if (marks)
    form = form
      .normalize("NFD")
      .replaceAll(/\p{Mn}/gu, "")
      .normalize("NFC");
  const points = Array.from(form);
  return (points.length === 1 ? points[0] : char).codePointAt(0) as number;
}
