import type { Document } from "../document.ts";
import { type Measurements, ratio } from "../family.ts";
import { classOf, codePointAt, IDEOGRAPH, MARK, WORD } from "../unicode.ts";
import { forEachLine } from "./lines.ts";
import { SpacedWords } from "./spaced-words.ts";

const NEWLINE = 10;
const bullets = new Set([..."•‣▶◀◦■□▪▫–"].map((bullet) => bullet.codePointAt(0)));
const loremIpsum = [Buffer.from("lorem"), Buffer.from("ipsum")];

/** `lorem` followed by `ipsum`. */
export function loremIpsums({ folded }: SpacedWords): number {
  const { bytes, offsets, count } = folded;
  const isWord = (t: number, word: Uint8Array) =>
    offsets[t + 1] - offsets[t] === word.length && word.every((byte, k) => bytes[offsets[t] + k] === byte);
  let found = 0;
  for (let t = 0; t < count - 1; t++) if (isWord(t, loremIpsum[0]) && isWord(t + 1, loremIpsum[1])) found++;
  return found;
}

/** Parts between runs of . ! ? with a character of a word. */
export function countSegments({ bytes, length, scan: { marks, markCount, runs } }: Document): number {
  let count = 0;
  let run = 0;
  let hasWord = false;
  for (let m = 0; m < markCount; m++) {
    const at = marks[m];
    while (runs[run] < at && runs[run] < length) {
      hasWord = true;
      run += 2;
    }
    const byte = bytes[at];
    if (byte === NEWLINE) continue;
    if (byte < 0x80) {
      if (hasWord) count++;
      hasWord = false;
    } else if (!hasWord) {
      const flags = classOf(codePointAt(bytes, at));
      hasWord = (flags & (WORD | IDEOGRAPH)) !== 0 && (flags & MARK) === 0;
    }
  }
  return hasWord || runs[run] < length ? count + 1 : count;
}

/** Means over the lines of a document: what its blank lines have is 0. */
export function lineMeans(document: Document, javascripts: number): Measurements {
  const { bytes, length, newlines, profile } = document;
  const words = document.reading(SpacedWords);
  const lines = profile.newlines + (length > 0 && bytes[length - 1] !== NEWLINE ? 1 : 0);
  let [terminal, upper, digits, bulleted] = [0, 0, 0, 0];
  forEachLine(document, ({ first, end }, segment) => {
    const stop = newlines.ends[segment];
    const capitals = words.upper[end] - words.upper[first];
    if (capitals > 0)
      upper += capitals / (document.characters(newlines.starts[segment], stop) + (stop < length ? 1 : 0));
    const numerals = words.digits[end] - words.digits[first];
    if (numerals > 0) digits += numerals / foldedLength(words, first, end);
    if (isTerminal(bytes, words.ends[end - 1])) terminal++;
    if (bytes[words.starts[first]] === 0xe2 && bullets.has(codePointAt(bytes, words.starts[first])))
      bulleted++;
  });
  return {
    redpajama_line_javascript: ratio(javascripts, lines),
    redpajama_line_terminal_ratio: ratio(terminal, lines),
    redpajama_line_words: ratio(words.folded.count, lines),
    redpajama_line_uppercase_ratio: ratio(upper, lines),
    redpajama_line_digit_ratio: ratio(digits, lines),
    redpajama_line_bullet_ratio: ratio(bulleted, lines),
  };
}

/** Characters of the folded words of a line and of the blanks between them. */
function foldedLength({ folded, foldedBefore }: SpacedWords, first: number, end: number): number {
  const from = folded.offsets[foldedBefore[first]];
  const to = folded.offsets[foldedBefore[end]];
  let characters = 0;
  for (let k = from; k < to; k++) if ((folded.bytes[k] & 0xc0) !== 0x80) characters++;
  return characters + foldedBefore[end] - foldedBefore[first] - 1;
}

/** Whether . ! ? or ” stands before a byte. */
function isTerminal(bytes: Uint8Array, end: number): boolean {
  const byte = bytes[end - 1];
  if (byte === 0x2e || byte === 0x21 || byte === 0x3f) return true;
  return byte === 0x9d && end > 2 && bytes[end - 2] === 0x80 && bytes[end - 3] === 0xe2;
}
