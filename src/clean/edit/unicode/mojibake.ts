import type { Change } from "../draft.ts";

/** Windows-1252 at the bytes 80 to 9F; 0 where it has no character. */
const upper = [
  0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,
  0x017d, 0, 0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a,
  0x0153, 0, 0x017e, 0x0178,
];
const byteOfUpper = new Map(upper.flatMap((code, k) => (code === 0 ? [] : [[code, 0x80 + k] as const])));

/** The character of windows-1252 for a byte from 80 to 9F, where it has one. */
export function windows1252(byte: number): string | undefined {
  const code = upper[byte - 0x80];
  return code === undefined || code === 0 ? undefined : String.fromCharCode(code);
}

/** A first byte of UTF-8 read as a letter, and at least one more byte read as a character. */
const tails = `[\\x80-\\xbf${[...byteOfUpper.keys()].map((code) => String.fromCharCode(code)).join("")}]`;
const clusters = new RegExp(`(?:[\\xc2-\\xf4]${tails}{1,3})+`, "g");
const quotes = new Set([0x82, 0x84, 0x85, 0x91, 0x92, 0x93, 0x94, 0x96, 0x97, 0xab, 0xbb, 0xa0]);

/** A character that stands for two to four, which are its bytes read one by one. */
interface Sequence {
  readonly start: number;
  readonly end: number;
  readonly bytes: readonly number[];
}

/** So many wrongly read characters beyond doubt settle the doubtful ones of a text. */
const EVIDENCE = 2;

/**
 * UTF-8 that was read as windows-1252 or Latin-1 (`cafÃ©`): what it should read. One reading is undone; call it again for text that
 * was read wrongly twice. Pairs of letter and sign that real text has (`Ä“` in German quotes) stay where nothing else speaks
 * against the text: see `isMojibake`.
 */
export function mojibake(text: string): Change[] {
  const sure: Change[] = [];
  const all: Change[] = [];
  for (const { 0: cluster, index } of text.matchAll(clusters)) {
    const sequences = sequencesOf(cluster);
    for (const [k, { start, end, bytes }] of sequences.entries()) {
      const isLinked = sequences[k - 1]?.end === start || sequences[k + 1]?.start === end;
      const before = index + start === 0 ? "" : text[index + start - 1];
      const replacement = Buffer.from(bytes).toString("utf8");
      const change = { start: index + start, end: index + end, replacement };
      all.push(change);
      if (isMojibake(bytes, isLinked, before, text[index + end] ?? "")) sure.push(change);
    }
  }
  const found = sure.length >= EVIDENCE ? all : sure;
  const spaces = lostSpaces(text);
  return spaces.length === 0 ? found : [...found, ...spaces].sort((a, b) => a.start - b.start);
}

/** `end.Â Next`: a space that does not break, misread and then made a plain one. Believed where one follows a sign, for no word ends so. */
function lostSpaces(text: string): Change[] {
  if (!text.includes("Â ") || !/[.,;:!?)"'”’»]Â /.test(text)) return [];
  const places = text.matchAll(/(?<!\p{L})Â /gu);
  return Array.from(places, ({ index }) => ({ start: index, end: index + 2, replacement: "\u00a0" }));
}

/** The valid sequences of UTF-8 in a run of characters, each read as a byte. */
function sequencesOf(cluster: string): Sequence[] {
  const bytes = Array.from(cluster, (_, i) => byteOf(cluster.charCodeAt(i)));
  const found: Sequence[] = [];
  for (let i = 0; i < bytes.length; ) {
    const length = lengthOf(bytes, i);
    if (length > 0) found.push({ start: i, end: i + length, bytes: bytes.slice(i, i + length) });
    i += Math.max(length, 1);
  }
  return found;
}

function byteOf(code: number): number {
  return code < 0x100 ? code : (byteOfUpper.get(code) ?? 0);
}

/** Bytes of the valid sequence at place `i`, 0 when there is none: no overlong forms, no surrogates, nothing above U+10FFFF. */
function lengthOf(bytes: readonly number[], i: number): number {
  const [a, b = 0, c = 0, d = 0] = bytes.slice(i, i + 4);
  const isTail = (byte: number) => byte >= 0x80 && byte <= 0xbf;
  if (!isTail(b)) return 0;
  if (a >= 0xc2 && a <= 0xdf) return 2;
  if (a >= 0xe0 && a <= 0xef)
    return isTail(c) && (a !== 0xe0 || b >= 0xa0) && (a !== 0xed || b < 0xa0) ? 3 : 0;
  if (a >= 0xf0 && a <= 0xf4)
    return isTail(c) && isTail(d) && (a !== 0xf0 || b >= 0x90) && (a !== 0xf4 || b < 0x90) ? 4 : 0;
  return 0;
}

/**
 * Whether a sequence is a wrongly read character rather than a letter with a sign after it. Scripts of their own (Greek, Cyrillic,
 * Arabic, Indic, Chinese) come as words, so one alone is not believed; of Latin letters and signs one is enough, save where
 * a closing quote or dash follows a capital, as in `MÄ“`.
 */
function isMojibake(bytes: readonly number[], isLinked: boolean, before: string, after: string): boolean {
  const [a, b] = bytes;
  if (a === 0xe2) return isLinked || b <= 0x86 || b === 0x88 || b === 0x89 || (b >= 0x98 && b <= 0x9d);
  if (a === 0xef) return isLinked || b === 0xbb || b === 0xbc || b === 0xbf;
  if (a === 0xf0) return b === 0x9f || isLinked;
  if (a > 0xc5) return isLinked;
  if (isLinked) return a !== 0xc2 || b >= 0x80;
  if (a === 0xc2 && b < 0xa0) return false;
  if (!quotes.has(b) || (a <= 0xc3 && b === 0xa0)) return !/\p{Lu}/u.test(before) || /\p{Ll}/u.test(after);
  // A sign that also ends words: only inside a word, where no quote or dash stands.
  return /[\p{Ll}]/u.test(before) || (/\p{Ll}/u.test(after) && !/[\p{L}]/u.test(before));
}
