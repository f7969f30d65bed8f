import { byteClasses, SPACE, WORD } from "../unicode.ts";
import { isTechnical, UNDERSCORE } from "./word-bytes.ts";
import { HAS_LETTER, STARTS_UPPER, type WordStore } from "./word-store.ts";

/** Bytes of the longest plain word: two numbers of four bytes. */
const LONGEST = 8;
/** In every byte: the bit that capitals lack, and the one that digits lack. */
const LOWER_CASE = 0x20202020;
const LETTERS = 0x40404040;
/** By the length of a word: which bits of its first and of its next four bytes are its own. */
const lowBits = Int32Array.from([0, 0xff, 0xffff, 0xffffff, -1, -1, -1, -1, -1]);
const highBits = Int32Array.from([0, 0, 0, 0, 0, 0xff, 0xffff, 0xffffff, -1]);

/**
 * Reads words of at most eight ASCII letters and digits, with at most one mark behind, as long as one follows the other; gives
 * where the last one ends, or `from` without any. No byte is looked at by itself: capitals and digits are counted by the bits that they lack.
 */
export function readPlainWords(
  words: WordStore,
  bytes: Uint8Array,
  view: DataView,
  runs: Int32Array,
  from: number,
  tail: number,
): number {
  const { folded, starts, ends, tails, tailsAtEnd, upper, digits, technical, marks, foldedBefore } = words;
  const copy = folded.view;
  let word = words.count;
  let run = words.run;
  let count = folded.count;
  let end = folded.offsets[count];
  let characters = 0;
  let at = from;
  let stop = from;
  while (byteClasses[bytes[at]] & WORD) {
    const size = runs[run + 1] - at;
    const mark = bytes[at + size];
    const isBare = byteClasses[mark] & SPACE ? 1 : 0;
    if (size > LONGEST) break;
    if (!isBare && (mark >= 0x80 || mark === UNDERSCORE || (byteClasses[bytes[at + size + 1]] & SPACE) === 0))
      break;
    const low = view.getInt32(at, true);
    const high = view.getInt32(at + 4, true);
    copy.setInt32(end, low | LOWER_CASE, true);
    copy.setInt32(end + 4, high | LOWER_CASE, true);
    const capitals =
      ones((~low & lowBits[size] & LOWER_CASE) >>> 5) + ones((~high & highBits[size] & LOWER_CASE) >>> 5);
    const numerals =
      ones((~low & lowBits[size] & LETTERS) >>> 6) + ones((~high & highBits[size] & LETTERS) >>> 6);
    stop = at + size + 1 - isBare;
    starts[word] = at;
    ends[word] = stop;
    tails[word] = tail;
    tailsAtEnd[word] = tail;
    // A digit lacks bit 6 but has bit 5, so capitals are letters.
    marks[word] = (numerals < size ? HAS_LETTER : 0) | ((low & 0x60) === 0x40 ? STARTS_UPPER : 0);
    foldedBefore[word] = count;
    folded.offsets[++count] = end += size;
    upper[word + 1] = upper[word] + capitals;
    digits[word + 1] = digits[word] + numerals;
    technical[word + 1] = technical[word] + numerals + (isBare ? 0 : isTechnical[mark]);
    words.rawTokens += 2 - isBare;
    if (capitals > 0 && capitals + numerals === size) words.capitalTokens++;
    characters += stop - at;
    if (stop - at > words.longest) words.longest = stop - at;
    words.foldedCharacters += size;
    word++;
    run += 2;
    at = stop;
    while (at < runs[run] && byteClasses[bytes[at]] & SPACE) at++;
    if (at !== runs[run]) break;
  }
  words.count = word;
  words.run = run;
  folded.count = count;
  words.characters += characters;
  return stop;
}

/** How many of four bytes are 1, the others being 0. */
function ones(bytes: number): number {
  return Math.imul(bytes, 0x01010101) >>> 24;
}
