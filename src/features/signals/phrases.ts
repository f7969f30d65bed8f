/** What C4 looks for in a line, as flags. */
export const LOREM = 1;
export const JAVASCRIPT = 2;
export const CURLY = 4;
export const POLICY = 8;

const CURLY_BRACKET = 0x7b;
/** Only every STRIDE-th place is looked at: a phrase of ten letters or more shows seven runs of four, one of them there. */
const STRIDE = 7;

/** A phrase, its flag, and the first of the STRIDE runs by which it is found (rare ones, where there is a choice). */
type Phrase = readonly [text: string, flag: number, first: number];

const phrases: readonly Phrase[] = [
  ["lorem ipsum", LOREM, 0],
  ["javascript", JAVASCRIPT, 0],
  ["terms of use", POLICY, 0],
  ["privacy policy", POLICY, 0],
  ["cookie policy", POLICY, 0],
  ["uses cookies", POLICY, 2],
  ["use of cookies", POLICY, 4],
  ["use cookies", POLICY, 1],
];

/** A bit for each hash of a run of four bytes that is in a phrase. */
const isKnown = new Int32Array(512);
/** For such a run, which phrases have it and where. */
const places = new Map<number, (readonly [phrase: Phrase, at: number])[]>();
for (const phrase of phrases) {
  const bytes = Buffer.from(phrase[0]);
  for (let at = phrase[2]; at < phrase[2] + STRIDE; at++) {
    const run = fourLetters(bytes, at);
    isKnown[hashOf(run) >> 5] |= 1 << hashOf(run);
    places.set(run, [...(places.get(run) ?? []), [phrase, at]]);
  }
}

/** Flags of the phrases between two bytes, ASCII letters in any case; `curly` tells whether to look for brackets. */
export function findPhrases(bytes: Uint8Array, start: number, end: number, curly: boolean): number {
  let found = curly && hasCurly(bytes, start, end) ? CURLY : 0;
  for (let i = start; i < end - 3; i += STRIDE) {
    const run = fourLetters(bytes, i);
    const hash = hashOf(run);
    if ((isKnown[hash >> 5] >>> hash) & 1) found |= phrasesAround(bytes, start, i, end, run);
  }
  return found;
}

function hasCurly(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] === CURLY_BRACKET) return true;
  return false;
}

/** Five bits a byte: upper and lower case fall together. */
function fourLetters(bytes: Uint8Array, i: number): number {
  return (
    ((bytes[i] & 31) << 15) | ((bytes[i + 1] & 31) << 10) | ((bytes[i + 2] & 31) << 5) | (bytes[i + 3] & 31)
  );
}

function hashOf(run: number): number {
  return Math.imul(run, 0x9e3779b1) >>> 18;
}

function phrasesAround(bytes: Uint8Array, start: number, i: number, end: number, run: number): number {
  let found = 0;
  for (const [[text, flag], at] of places.get(run) ?? []) {
    const from = i - at;
    if (from >= start && from + text.length <= end && readsAs(bytes, from, text)) found |= flag;
  }
  return found;
}

function readsAs(bytes: Uint8Array, from: number, text: string): boolean {
  for (let k = 0; k < text.length; k++) if (lower(bytes[from + k]) !== text.charCodeAt(k)) return false;
  return true;
}

function lower(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte;
}
