import {
  classAt,
  isSymbol,
  LINE_END,
  LOWER,
  MARK,
  NUMBER,
  OTHER_LETTER,
  skipLetters,
  skipNumbers,
  skipSymbols,
  UPPER,
  widths,
} from "./character-class.ts";
import { contractionAt } from "./contraction.ts";
import type { Pattern } from "./encodings.ts";

/** End of the piece that begins at byte `at` of a text that ends before `end`; greater than `at`. */
export type Scanner = (bytes: Uint8Array, at: number, end: number) => number;

const APOSTROPHE = 39;
const SLASH = 47;
const BLANK = 32;

/**
 * Scanners over UTF-8 that cut where OpenAI's patterns cut (tiktoken_ext/openai_public.py), without decoding.
 * The classes of the alternatives are disjoint but for o200k's marks, so one character tells which one applies.
 */
export const scanners: Readonly<Record<Pattern, Scanner>> = {
  gpt2: scanGpt2,
  cl100k: scanCl100k,
  o200k: scanO200k,
};

/** `'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+$|\s+(?!\S)|\s` */
function scanGpt2(bytes: Uint8Array, at: number, end: number): number {
  if (bytes[at] === APOSTROPHE) {
    const width = contractionAt(bytes, at + 1, end, false);
    if (width > 0) return at + 1 + width;
  }
  const i = bytes[at] === BLANK && at + 1 < end ? at + 1 : at;
  const kind = classAt(bytes, i);
  if (kind <= OTHER_LETTER) return skipLetters(bytes, i, end);
  if (kind === NUMBER) return skipNumbers(bytes, i, end, end);
  if (isSymbol(kind)) return skipSymbols(bytes, i, end);
  return spaceEnd(bytes, at, end);
}

/**
 * `'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s+$|\s*[\r\n]|\s+(?!\S)|\s`
 */
function scanCl100k(bytes: Uint8Array, at: number, end: number): number {
  const kind = classAt(bytes, at);
  if (kind <= OTHER_LETTER) return skipLetters(bytes, at, end);
  if (kind === NUMBER) return skipNumbers(bytes, at, end, 3);
  if (bytes[at] === APOSTROPHE) {
    const width = contractionAt(bytes, at + 1, end, true);
    if (width > 0) return at + 1 + width;
  }
  const next = at + widths[bytes[at]];
  if (kind !== LINE_END && next < end && classAt(bytes, next) <= OTHER_LETTER)
    return skipLetters(bytes, next, end);
  const symbols = symbolStart(bytes, at, end, kind);
  if (symbols >= 0) return skipLineEnds(bytes, skipSymbols(bytes, symbols, end), end, -1);
  if (skipSpace(bytes, at, end) >= end) return end;
  return spaceOrLineEnd(bytes, at, end);
}

/**
 * `W(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+` where W is a word in either case:
 * `[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+`, or the same with `+` first and `*` last.
 */
function scanO200k(bytes: Uint8Array, at: number, end: number): number {
  const kind = classAt(bytes, at);
  if (kind === NUMBER) return skipNumbers(bytes, at, end, 3);
  const word = wordEnd(bytes, at, end, kind);
  if (word > at) return withContraction(bytes, word, end);
  const symbols = symbolStart(bytes, at, end, kind);
  if (symbols >= 0) return skipLineEnds(bytes, skipSymbols(bytes, symbols, end), end, SLASH);
  return spaceOrLineEnd(bytes, at, end);
}

/** End of o200k's word, or `at` when none begins here. Follows the regular expression's order of trials. */
function wordEnd(bytes: Uint8Array, at: number, end: number, kind: number): number {
  if (kind <= OTHER_LETTER) return casedEnd(bytes, at, end, true);
  if (kind === LINE_END) return at;
  const next = at + widths[bytes[at]];
  const lower = next < end ? casedEnd(bytes, next, end, false) : next;
  if (lower > next) return lower;
  if (kind === MARK) return casedEnd(bytes, at, end, false);
  const upper = next < end ? casedEnd(bytes, next, end, true) : next;
  return upper > next ? upper : at;
}

/** End of capitals and lower case from `i`; where no lower case follows, `capitals` says whether capitals alone will do. */
function casedEnd(bytes: Uint8Array, i: number, end: number, capitals: boolean): number {
  const start = i;
  let lowerEnd = start;
  for (; i < end; i += widths[bytes[i]]) {
    const kind = classAt(bytes, i);
    if (kind === LOWER) return skipLower(bytes, i, end);
    if (kind > MARK) break;
    if (kind !== UPPER) lowerEnd = i + widths[bytes[i]];
  }
  return lowerEnd > start || !capitals ? lowerEnd : i;
}

function skipLower(bytes: Uint8Array, i: number, end: number): number {
  for (; i < end; i += widths[bytes[i]]) {
    const kind = classAt(bytes, i);
    if (kind === UPPER || kind > MARK) break;
  }
  return i;
}

function withContraction(bytes: Uint8Array, i: number, end: number): number {
  if (i >= end || bytes[i] !== APOSTROPHE) return i;
  const width = contractionAt(bytes, i + 1, end, true);
  return width > 0 ? i + 1 + width : i;
}

/** Where the symbols of ` ?[^\s\p{L}\p{N}]+` begin, or -1. */
function symbolStart(bytes: Uint8Array, at: number, end: number, kind: number): number {
  if (isSymbol(kind)) return at;
  return bytes[at] === BLANK && at + 1 < end && isSymbol(classAt(bytes, at + 1)) ? at + 1 : -1;
}

function skipLineEnds(bytes: Uint8Array, i: number, end: number, other: number): number {
  while (i < end && (bytes[i] === 10 || bytes[i] === 13 || bytes[i] === other)) i++;
  return i;
}

function skipSpace(bytes: Uint8Array, i: number, end: number): number {
  while (i < end && classAt(bytes, i) >= LINE_END) i += widths[bytes[i]];
  return i;
}

/** `\s*[\r\n]+`, else as `spaceEnd`. */
function spaceOrLineEnd(bytes: Uint8Array, at: number, end: number): number {
  let lineEnd = at;
  for (let i = at; i < end; i += widths[bytes[i]]) {
    const kind = classAt(bytes, i);
    if (kind < LINE_END) break;
    if (kind === LINE_END) lineEnd = i + 1;
  }
  return lineEnd > at ? lineEnd : spaceEnd(bytes, at, end);
}

/** `\s+$|\s+(?!\S)|\s`: the last white space before a word is left to it. */
function spaceEnd(bytes: Uint8Array, at: number, end: number): number {
  let last = at;
  let i = at;
  while (i < end && classAt(bytes, i) >= LINE_END) {
    last = i;
    i += widths[bytes[i]];
  }
  return i < end && last > at ? last : i;
}
