import {
  byteLength,
  CONTEXTUAL,
  classPage,
  codePointAt,
  SEPARATOR,
  UNSPACED,
} from "../minhash/code-points.ts";
import { classOf, MARK, SPACE } from "../signals/unicode.ts";

/**
 * What a language model counts. `words`: runs of letters, marks and digits in lower case, every digit read as 0, each letter of a
 * script without spaces (Chinese, Japanese, Thai, …) and every other character that is not white space by itself. `characters`:
 * every character in lower case, and each run of white space as one.
 */
export type UnitKind = "words" | "characters";

/** Units of one document as 64-bit hashes: unit `i` is `hashes[2 * i]`, `hashes[2 * i + 1]`; 0, 0 ends a line. Reused from text to text. */
export interface Units {
  hashes: Uint32Array;
  count: number;
}

/** Scratch memory for `scanUnits`. */
export function createUnits(): Units {
  return { hashes: new Uint32Array(8192), count: 0 };
}

const NEWLINE = 10;
const ZERO = 0x30;
const BLANK = 0x20;
const REPLACEMENT = 0xfffd;
/** Kinds of a code point in the table and above it. */
const GAP = 0;
const INNER = 1;
const ALONE = 2;
const START_LOW = 0x811c9dc5 | 0;
const START_HIGH = 0x5bd1e995;
const PRIME_LOW = 0x01000193;
const PRIME_HIGH = 0x27d4eb2f;

/** By ASCII byte: the letter that counts, times 4, plus its kind. */
const ascii = Int32Array.from({ length: 128 }, (_, byte) => wordClass(byte));

/** Hashes the units of the UTF-8 text in `bytes` from `start` to `end`; lines without a unit are left out. */
export function scanUnits(units: Units, bytes: Uint8Array, start: number, end: number, kind: UnitKind): void {
  units.count = 0;
  reserve(units, 2 * (end - start) + 2);
  if (kind === "words") scanWords(units, bytes, start, end);
  else scanCharacters(units, bytes, start, end);
  endLine(units);
  if (units.hashes.length > RETAINED) units.hashes = units.hashes.slice(0, 2 * units.count);
}

/** Above so many numbers only what a document needs is kept. */
const RETAINED = 1 << 21;

function scanWords(units: Units, bytes: Uint8Array, start: number, end: number): void {
  let low = START_LOW;
  let high = START_HIGH;
  let isOpen = false;
  let i = start;
  while (i < end) {
    const byte = bytes[i];
    let found: number;
    if (byte < 128) {
      found = ascii[byte];
      i++;
    } else {
      const point = codePointAt(bytes, i, end);
      found = wordClass(point < 0 ? REPLACEMENT : point);
      i += point < 0 ? 1 : byteLength(point);
    }
    const letter = found >> 2;
    if ((found & 3) === INNER) {
      low = Math.imul(low ^ letter, PRIME_LOW);
      high = Math.imul(high ^ letter, PRIME_HIGH);
      isOpen = true;
      continue;
    }
    if (isOpen) {
      add(units, low, high);
      low = START_LOW;
      high = START_HIGH;
      isOpen = false;
    }
    if ((found & 3) === ALONE) addLetter(units, letter);
    else if (byte === NEWLINE) endLine(units);
  }
  if (isOpen) add(units, low, high);
}

function scanCharacters(units: Units, bytes: Uint8Array, start: number, end: number): void {
  let isBlank = true;
  for (let i = start; i < end; ) {
    const point = codePointAt(bytes, i, end);
    i += point < 0 ? 1 : byteLength(point);
    const found = point < 128 && point >= 0 ? ascii[point] : wordClass(point < 0 ? REPLACEMENT : point);
    if (point === NEWLINE) {
      dropBlank(units, isBlank);
      endLine(units);
      isBlank = true;
    } else if ((found & 3) !== GAP) {
      addLetter(units, found >> 2);
      isBlank = false;
    } else if (!isBlank) {
      addLetter(units, BLANK);
      isBlank = true;
    }
  }
  dropBlank(units, isBlank);
}

/** Takes back the white space at the end of a line. */
function dropBlank(units: Units, isBlank: boolean): void {
  if (isBlank && units.count > 0 && !isLineEnd(units, units.count - 1)) units.count--;
}

/** True where unit `i` is the end of a line. */
export function isLineEnd({ hashes }: Units, i: number): boolean {
  return hashes[2 * i] === 0 && hashes[2 * i + 1] === 0;
}

function endLine(units: Units): void {
  const { hashes, count } = units;
  if (count === 0 || isLineEnd(units, count - 1)) return;
  hashes[2 * count] = 0;
  hashes[2 * count + 1] = 0;
  units.count++;
}

function addLetter(units: Units, letter: number): void {
  add(units, Math.imul(START_LOW ^ letter, PRIME_LOW), Math.imul(START_HIGH ^ letter, PRIME_HIGH));
}

function add(units: Units, low: number, high: number): void {
  const at = 2 * units.count++;
  units.hashes[at] = low;
  // Zero and zero is the end of a line.
  units.hashes[at + 1] = high === 0 ? 1 : high;
}

function reserve(units: Units, count: number): void {
  if (2 * count > units.hashes.length) units.hashes = new Uint32Array(4 * count);
}

function wordClass(point: number): number {
  const letter = classPage(point >> 8)[point & 255];
  if (letter !== SEPARATOR) return letterClass(point, letter);
  const flags = classOf(point);
  if ((flags & SPACE) !== 0) return GAP;
  return (point << 2) | ((flags & MARK) !== 0 ? INNER : ALONE);
}

function letterClass(point: number, letter: number): number {
  if (letter === CONTEXTUAL)
    return ((String.fromCodePoint(point).toLowerCase().codePointAt(0) ?? point) << 2) | INNER;
  if (letter >= UNSPACED) return ((letter & (UNSPACED - 1)) << 2) | ALONE;
  const isDigit = letter >= ZERO && letter <= ZERO + 9;
  return ((isDigit ? ZERO : letter) << 2) | INNER;
}
