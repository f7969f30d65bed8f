import {
  byteClasses,
  byteLength,
  CONTEXTUAL,
  classPage,
  codePointAt,
  SEPARATOR,
  UNSPACED,
} from "./code-points.ts";

/**
 * What a word is. `runs`: a maximal run of letters and digits, the definition behind every published similarity.
 * `characters`: the same, but each letter of a script written without spaces (Chinese, Japanese, Thai, …) is a word.
 */
export type WordKind = "runs" | "characters";

/** The words of one document as 64-bit hashes: word `i` is `hashes[2 * i]`, `hashes[2 * i + 1]`. Reused from text to text. */
export interface Words {
  hashes: Uint32Array;
  count: number;
}

/** Scratch memory for `scanWords`. */
export function createWords(): Words {
  return { hashes: new Uint32Array(8192), count: 0 };
}

const START_LOW = 0x811c9dc5 | 0;
const START_HIGH = 0x5bd1e995;
const PRIME_LOW = 0x01000193;
const PRIME_HIGH = 0x27d4eb2f;

/** Hashes the lower-cased words of the UTF-8 text in `bytes` from `start` to `end` into `words`, without decoding it. */
export function scanWords(words: Words, bytes: Uint8Array, start: number, end: number, kind: WordKind): void {
  words.count = 0;
  let i = start;
  let from = start;
  let low = START_LOW;
  let high = START_HIGH;
  while (i < end) {
    const letter = byteClasses[bytes[i]];
    if (letter !== SEPARATOR && letter !== 128) {
      low = Math.imul(low ^ letter, PRIME_LOW);
      high = Math.imul(high ^ letter, PRIME_HIGH);
      i++;
      continue;
    }
    if (letter === 128) i = scanCodePoints(words, bytes, from, end, kind);
    else if (i++ > from) add(words, low, high);
    from = i;
    low = START_LOW;
    high = START_HIGH;
  }
  if (i > from) add(words, low, high);
}

/** The same from `from` on for a run with code points beyond ASCII; answers where the next run begins. */
function scanCodePoints(words: Words, bytes: Uint8Array, from: number, end: number, kind: WordKind): number {
  let low = START_LOW;
  let high = START_HIGH;
  let contextual = false;
  let i = from;
  let next = from;
  while (i < end) {
    const point = codePointAt(bytes, i, end);
    let letter = point < 0 ? SEPARATOR : classPage(point >> 8)[point & 255];
    next = i + byteLength(point);
    if (letter === SEPARATOR) break;
    const alone = letter >= UNSPACED && kind === "characters";
    if (alone && i > from) {
      next = i;
      break;
    }
    if (letter === CONTEXTUAL) contextual = true;
    letter &= UNSPACED - 1;
    low = Math.imul(low ^ letter, PRIME_LOW);
    high = Math.imul(high ^ letter, PRIME_HIGH);
    i = next;
    if (alone) break;
  }
  if (contextual) addDecoded(words, bytes, from, i);
  else if (i > from) add(words, low, high);
  return next;
}

/** The rare word whose lower case needs the whole word: JavaScript's own `toLowerCase`. */
function addDecoded(words: Words, bytes: Uint8Array, from: number, to: number): void {
  let low = START_LOW;
  let high = START_HIGH;
  for (const char of Buffer.from(bytes.subarray(from, to)).toString("utf8").toLowerCase()) {
    const point = char.codePointAt(0)!;
    low = Math.imul(low ^ point, PRIME_LOW);
    high = Math.imul(high ^ point, PRIME_HIGH);
  }
  add(words, low, high);
}

function add(words: Words, low: number, high: number): void {
  const at = 2 * words.count++;
  if (at === words.hashes.length) {
    const larger = new Uint32Array(2 * at);
    larger.set(words.hashes);
    words.hashes = larger;
  }
  low = Math.imul(low ^ (low >>> 15), 0x2c1b3c6d);
  high = Math.imul(high ^ (high >>> 14), 0x297a2d39);
  words.hashes[at] = low ^ (low >>> 13);
  words.hashes[at + 1] = high ^ (high >>> 12);
}
