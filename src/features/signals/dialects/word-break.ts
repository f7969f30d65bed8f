/** Word_Break of UAX #29, and what DCLM asks of the first character of a word. */
export const OTHER = 0;
export const LETTERS = 1;
export const HEBREW = 2;
export const NUMERIC = 3;
export const KATAKANA = 4;
export const JOINS_ANY = 5;
export const MID_LETTER = 6;
export const MID_NUMBER = 7;
export const MID_EITHER = 8;
export const SINGLE_QUOTE = 9;
export const DOUBLE_QUOTE = 10;
export const RETURN = 11;
export const FEED = 12;
export const NEWLINES = 13;
export const BLANKS = 14;
export const IGNORED = 15;
export const JOINER = 16;
export const REGIONAL = 17;
/** Beside a class: Extended_Pictographic. */
export const PICTOGRAPHIC = 32;
/** Beside a class: a letter or a number, Python's `str.isalnum`. */
export const ALPHANUMERIC = 64;
/** What is left of a property without what stands beside a class. */
export const CLASS = 31;

/** Line_Break=Complex_Context: scripts whose words only a dictionary finds; no letters to UAX #29. */
const COMPLEX =
  "[[\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Myanmar}\\p{Script=Khmer}\\p{Script=Tai_Le}\\p{Script=New_Tai_Lue}\\p{Script=Tai_Tham}\\p{Script=Tai_Viet}\\p{Script=Ahom}]]";
const EXTEND = "[[\\p{Grapheme_Extend}\\p{Mc}\\p{Emoji_Modifier}]--\\u200d]";
const KATAKANAS = "[\\p{Script=Katakana}\\u3031-\\u3035\\u309b\\u309c\\u30a0\\u30fc\\uff70]";
const MARKS =
  "\\u02c2-\\u02c5\\u02d2-\\u02d7\\u02de\\u02df\\u02e5-\\u02eb\\u02ed\\u02ef-\\u02ff\\u055a-\\u055c\\u055e\\u058a\\u05f3\\u070f\\ua708-\\ua716\\ua720\\ua721\\ua789\\ua78a\\uab5b";
/** Later lines overrule earlier ones. */
const properties: readonly (readonly [property: number, pattern: string])[] = [
  [LETTERS, `[[\\p{Alphabetic}${MARKS}]--[\\p{Ideographic}\\p{Script=Hiragana}]--${COMPLEX}]`],
  [NUMERIC, "[\\p{Nd}\\u066b]"],
  [JOINS_ANY, "[\\p{Pc}\\u202f]"],
  [HEBREW, "[\\p{Script=Hebrew}&&\\p{Lo}]"],
  [KATAKANA, KATAKANAS],
  [IGNORED, `[\\p{Cf}--[\\u200b-\\u200d]]`],
  [IGNORED, EXTEND],
  // Signs that come before what they belong to are no format characters.
  [NUMERIC, "[\\u0600-\\u0605\\u06dd\\u0890\\u0891\\u08e2\\u19da\\u{110bd}\\u{110cd}]"],
  [LETTERS, "\\u070f"],
  [JOINER, "\\u200d"],
  [REGIONAL, "\\p{Regional_Indicator}"],
  [MID_LETTER, "[:\\u00b7\\u0387\\u055f\\u05f4\\u2027\\ufe13\\ufe55\\uff1a]"],
  [MID_NUMBER, "[,;\\u037e\\u0589\\u060c\\u060d\\u066c\\u07f8\\u2044\\ufe50\\ufe54\\uff0c\\uff1b]"],
  [MID_EITHER, "[.\\u2018\\u2019\\u2024\\ufe52\\uff07\\uff0e]"],
  [SINGLE_QUOTE, "'"],
  [DOUBLE_QUOTE, '"'],
  [RETURN, "\\r"],
  [FEED, "\\n"],
  [NEWLINES, "[\\v\\f\\u0085\\u2028\\u2029]"],
  [BLANKS, "[\\p{Zs}--[\\u00a0\\u2007\\u202f]]"],
];
const patterns = properties.map(([property, pattern]) => [property, new RegExp(pattern, "gv")] as const);
const pictographic = /\p{Extended_Pictographic}/gv;
const alphanumeric = /[\p{L}\p{N}]/gv;

/** Code points that are looked up at once, when the first of them occurs. */
const PAGE_BITS = 10;
const table = new Uint8Array(0x110000);
const pagesRead = new Uint8Array(0x110000 >> PAGE_BITS);

/** Word_Break class of a code point, with PICTOGRAPHIC and ALPHANUMERIC beside it. */
export function wordBreakOf(codePoint: number): number {
  if (pagesRead[codePoint >> PAGE_BITS] === 0) readPage(codePoint >> PAGE_BITS);
  return table[codePoint];
}

function readPage(page: number): void {
  const first = page << PAGE_BITS;
  const unitsPerCharacter = first < 0x10000 ? 1 : 2;
  const all = String.fromCodePoint(...Array.from({ length: 1 << PAGE_BITS }, (_, k) => first + k));
  const each = (pattern: RegExp, write: (codePoint: number) => void) => {
    for (const { index } of all.matchAll(pattern)) write(first + index / unitsPerCharacter);
  };
  for (const [property, pattern] of patterns) each(pattern, (c) => (table[c] = property));
  each(pictographic, (c) => (table[c] |= PICTOGRAPHIC));
  each(alphanumeric, (c) => (table[c] |= ALPHANUMERIC));
  pagesRead[page] = 1;
}

/** The properties of ASCII, by byte. */
export const asciiBreaks: Uint8Array = Uint8Array.from({ length: 128 }, (_, byte) => wordBreakOf(byte));
