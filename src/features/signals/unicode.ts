/** Python's `str.isspace`: what `strip` and `split` of the Python tools treat as white space. */
export const SPACE = 1;
/** `\p{L}`, Python's `str.isalpha`. */
export const LETTER = 2;
/** Letter, mark or number that is not an ideograph: what runs of it make one word. */
export const WORD = 4;
/** Han, Hiragana or Katakana: scripts without spaces, one character is one word. */
export const IDEOGRAPH = 8;
/** `\p{Nd}`, Python's `\d`. */
export const DIGIT = 16;
/** `\p{Lu}`. */
export const UPPER = 32;
/** `\p{Ll}`. */
export const LOWER = 64;
/** Unicode Sentence_Terminal: FineWeb's terminal punctuation is an older snapshot of it. No quotes. */
export const TERMINAL = 128;
/** Line boundary of Python's `str.splitlines` other than `\n`. */
export const BREAK = 256;
/** Closing bracket or quote, which may follow the end of a sentence. */
export const CLOSER = 512;
/** Combining mark. */
export const MARK = 1024;
/** First byte of a character outside ASCII; only in `byteClasses`. */
export const OUTER = 2048;
/** May stand inside a word: full stop, comma, apostrophe; only in `byteClasses`. */
export const CONNECTOR = 4096;

/** Unassigned from here on, save for the variation selectors of plane 14. */
const LIMIT = 0x34000;

const properties: readonly (readonly [flag: number, pattern: RegExp])[] = [
  [SPACE, /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/gu],
  [LETTER, /\p{L}+/gu],
  [IDEOGRAPH, /[[\p{L}\p{N}]&&[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}]]+/gv],
  [WORD, /[[\p{L}\p{M}\p{N}]--[[\p{L}\p{N}]&&[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}]]]+/gv],
  [DIGIT, /\p{Nd}+/gu],
  [UPPER, /\p{Lu}+/gu],
  [LOWER, /\p{Ll}+/gu],
  [TERMINAL, /\p{Sentence_Terminal}+/gu],
  [BREAK, /[\v\f\r\x1c-\x1e\x85\u2028\u2029]+/gu],
  [CLOSER, /["'\p{Pe}\p{Pf}]+/gu],
  [MARK, /\p{M}+/gu],
];

/** Classes of an ASCII byte; `OUTER` for the first and every further byte of other characters. */
export const byteClasses: Uint16Array = buildByteClasses();

/** Code points that are looked up in the patterns at once, when the first of them occurs. */
const PAGE_BITS = 10;
/** Classes of the code points below LIMIT, a sum of the flags above; valid where their page is read. */
const classes = new Uint16Array(LIMIT);
const pagesRead = new Uint8Array(LIMIT >> PAGE_BITS);

/** Classes of a code point. */
export function classOf(codePoint: number): number {
  if (codePoint < LIMIT) {
    if (pagesRead[codePoint >> PAGE_BITS] === 0) readPage(codePoint >> PAGE_BITS);
    return classes[codePoint];
  }
  return codePoint >= 0xe0100 && codePoint <= 0xe01ef ? WORD | MARK : 0;
}

/** The code point that starts at byte `i` of valid UTF-8. */
export function codePointAt(bytes: Uint8Array, i: number): number {
  const lead = bytes[i];
  if (lead < 0x80) return lead;
  if (lead < 0xe0) return ((lead & 0x1f) << 6) | (bytes[i + 1] & 0x3f);
  if (lead < 0xf0) return ((lead & 0x0f) << 12) | ((bytes[i + 1] & 0x3f) << 6) | (bytes[i + 2] & 0x3f);
  return (
    ((lead & 0x07) << 18) |
    ((bytes[i + 1] & 0x3f) << 12) |
    ((bytes[i + 2] & 0x3f) << 6) |
    (bytes[i + 3] & 0x3f)
  );
}

/** Bytes of a character by its first byte. */
export function sizeOf(lead: number): number {
  return lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

/** Classes of the character that starts at byte `i`. */
export function classAt(bytes: Uint8Array, i: number): number {
  const byte = bytes[i];
  return byte < 0x80 ? byteClasses[byte] : classOf(codePointAt(bytes, i));
}

/** Where the character before byte `i` starts. */
export function stepBack(bytes: Uint8Array, i: number): number {
  let at = i - 1;
  while (at > 0 && (bytes[at] & 0xc0) === 0x80) at--;
  return at;
}

function readPage(page: number): void {
  const first = page << PAGE_BITS;
  const unitsPerCharacter = first < 0x10000 ? 1 : 2;
  const all = String.fromCodePoint(...Array.from({ length: 1 << PAGE_BITS }, (_, k) => first + k));
  for (const [flag, pattern] of properties) {
    for (const { 0: run, index } of all.matchAll(pattern)) {
      const from = first + index / unitsPerCharacter;
      mark(from, from + run.length / unitsPerCharacter, flag);
    }
  }
  pagesRead[page] = 1;
}

function mark(from: number, to: number, flag: number): void {
  for (let c = from; c < to; c++) classes[c] |= flag;
}

/** ASCII is written out: a program that never meets another character never asks the patterns. */
function buildByteClasses(): Uint16Array {
  const table = new Uint16Array(256).fill(OUTER, 0x80);
  const add = (flags: number, bytes: string) => {
    for (const byte of Buffer.from(bytes)) table[byte] |= flags;
  };
  add(SPACE, "\t\n\v\f\r\x1c\x1d\x1e\x1f ");
  add(BREAK, "\v\f\r\x1c\x1d\x1e");
  add(LETTER | WORD | UPPER, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  add(LETTER | WORD | LOWER, "abcdefghijklmnopqrstuvwxyz");
  add(WORD | DIGIT, "0123456789");
  add(TERMINAL, "!.?");
  add(CLOSER, "\"')]}");
  add(CONNECTOR, ".,'");
  return table;
}
