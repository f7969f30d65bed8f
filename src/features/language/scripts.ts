/** Writing systems that are told apart; letters of any other script count as `other`. */
export type Script =
  | "latin"
  | "cyrillic"
  | "arabic"
  | "devanagari"
  | "greek"
  | "hebrew"
  | "armenian"
  | "georgian"
  | "bengali"
  | "gurmukhi"
  | "gujarati"
  | "oriya"
  | "tamil"
  | "telugu"
  | "kannada"
  | "malayalam"
  | "sinhala"
  | "thai"
  | "lao"
  | "tibetan"
  | "myanmar"
  | "ethiopic"
  | "khmer"
  | "hangul"
  | "kana"
  | "han"
  | "other";

const isAsciiLetter = Uint8Array.from({ length: 0x80 }, (_, code) =>
  (code | 32) >= 0x61 && (code | 32) <= 0x7a ? 1 : 0,
);

/** First and last code point of the blocks of each script outside ASCII (Unicode, Blocks.txt), ascending. */
const blocks: readonly (readonly [number, number, Script])[] = [
  [0xc0, 0x24f, "latin"],
  [0x370, 0x3ff, "greek"],
  [0x400, 0x52f, "cyrillic"],
  [0x531, 0x58f, "armenian"],
  [0x5d0, 0x5f4, "hebrew"],
  [0x620, 0x6ff, "arabic"],
  [0x750, 0x77f, "arabic"],
  // Without the danda and the digits, which other scripts share.
  [0x900, 0x963, "devanagari"],
  [0x970, 0x97f, "devanagari"],
  [0x980, 0x9ff, "bengali"],
  [0xa00, 0xa7f, "gurmukhi"],
  [0xa80, 0xaff, "gujarati"],
  [0xb00, 0xb7f, "oriya"],
  [0xb80, 0xbff, "tamil"],
  [0xc00, 0xc7f, "telugu"],
  [0xc80, 0xcff, "kannada"],
  [0xd00, 0xd7f, "malayalam"],
  [0xd80, 0xdff, "sinhala"],
  [0xe00, 0xe7f, "thai"],
  [0xe80, 0xeff, "lao"],
  [0xf00, 0xfff, "tibetan"],
  [0x1000, 0x109f, "myanmar"],
  [0x10a0, 0x10ff, "georgian"],
  [0x1100, 0x11ff, "hangul"],
  [0x1200, 0x139f, "ethiopic"],
  [0x1780, 0x17ff, "khmer"],
  [0x1e00, 0x1eff, "latin"],
  [0x1f00, 0x1fff, "greek"],
  [0x3041, 0x30ff, "kana"],
  [0x31f0, 0x31ff, "kana"],
  [0x3400, 0x9fff, "han"],
  [0xac00, 0xd7af, "hangul"],
  [0xf900, 0xfaff, "han"],
  [0xfb50, 0xfdff, "arabic"],
  [0xfe70, 0xfefc, "arabic"],
  [0xff66, 0xff9d, "kana"],
  [0x20000, 0x3ffff, "han"],
];

/** What is not a word of a script that several languages write in. */
const foreign: Partial<Record<Script, RegExp>> = {
  latin: /[^\p{sc=Latin}\p{M}'’-]+/gu,
  cyrillic: /[^\p{sc=Cyrillic}\p{M}'’-]+/gu,
  arabic: /[^\p{sc=Arabic}\p{M}\u200c]+/gu,
  devanagari: /[^\p{sc=Devanagari}\p{M}]+/gu,
};

/**
 * A character of these carries about as much as this many letters of an alphabet. Latin letters count half: names, loans
 * and code bring them into texts of every script, and hardly ever the other way round.
 */
const density: Partial<Record<Script, number>> = { han: 3, kana: 2, hangul: 2, latin: 0.5 };

/** Letters of a text by script, each weighted by how much it carries. */
export function countScripts(text: string): Map<Script, number> {
  const letters = new Map<Script, number>();
  let ascii = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) {
      ascii += isAsciiLetter[unit];
      continue;
    }
    const code = text.codePointAt(i) ?? unit;
    if (code > 0xffff) i++;
    const script = scriptOf(code);
    if (script === null) continue;
    // Scripts stay in the order in which they appear.
    if (ascii > 0 && !letters.has("latin")) letters.set("latin", 0);
    letters.set(script, (letters.get(script) ?? 0) + 1);
  }
  if (ascii > 0) letters.set("latin", (letters.get("latin") ?? 0) + ascii);
  for (const [script, count] of letters) letters.set(script, count * (density[script] ?? 1));
  return letters;
}

/** The words of a text that are written in the script, separated by spaces. */
export function wordsIn(script: Script, text: string): string {
  const pattern = foreign[script];
  return pattern === undefined ? text : text.replace(pattern, " ").trim();
}

/** Script of a code point outside ASCII; null for what is no letter. */
function scriptOf(code: number): Script | null {
  if (code === 0xd7 || code === 0xf7) return null;
  let low = 0;
  let high = blocks.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [start, end, script] = blocks[middle];
    if (code < start) high = middle - 1;
    else if (code > end) low = middle + 1;
    else return script;
  }
  return /\p{L}/u.test(String.fromCodePoint(code)) ? "other" : null;
}
