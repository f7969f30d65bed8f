import { finish } from "./random.ts";

/** Positions and values of a vector that is mostly zero. */
export interface SparseVector {
  readonly index: Int32Array;
  readonly value: Float32Array;
}

/** Words and pairs of neighbouring words of one stretch of text, counted in 2^bits buckets, with the sign of their hash. */
export interface Grams extends SparseVector {
  /** Words of the stretch. */
  readonly words: number;
  /** Where it lies in the text, in bytes. */
  readonly start: number;
  readonly end: number;
}

/**
 * Counts the grams of a UTF-8 text in stretches of `size` words. A word is a run of letters, digits and other bytes beyond
 * ASCII that are no punctuation; each Chinese, Japanese or Korean character is a word. Case does not matter.
 */
export function countGrams(text: Uint8Array, bits: number, size = Number.POSITIVE_INFINITY): Grams[] {
  const bytes = lowerCase(text);
  const mask = (1 << bits) - 1;
  const stretches: Grams[] = [];
  let counts = new Map<number, number>();
  let words = 0;
  let start = 0;
  let previous = 0;
  const add = (hash: number) => {
    const bucket = hash & mask;
    counts.set(bucket, (counts.get(bucket) ?? 0) + (hash >>> 31 === 0 ? 1 : -1));
  };
  const close = (end: number) => {
    stretches.push({ ...sparse(counts), words, start, end });
    counts = new Map();
    words = 0;
    previous = 0;
    start = end;
  };
  forEachWord(bytes, (hash, end) => {
    add(finish(hash));
    if (previous !== 0) add(finish(Math.imul(previous, 0x9e3779b1) ^ hash));
    previous = hash;
    if (++words === size) close(end);
  });
  if (words > 0) close(bytes.length);
  return stretches;
}

/** Values damped by their logarithm and scaled to length one. */
export function normalised({ index, value }: SparseVector): SparseVector {
  const damped = value.map((count) => Math.sign(count) * (1 + Math.log(Math.abs(count))));
  const length = Math.sqrt(damped.reduce((sum, v) => sum + v * v, 0));
  return { index, value: length === 0 ? damped : damped.map((v) => v / length) };
}

function forEachWord(bytes: Uint8Array, visit: (hash: number, end: number) => void): void {
  let hash = 0;
  const close = (end: number) => {
    if (hash !== 0) visit(hash, end);
    hash = 0;
  };
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (isIdeograph(byte)) {
      close(i);
      hash = step(step(step(0x811c9dc5, byte), bytes[i + 1]), bytes[i + 2]);
      i += 2;
      close(i + 1);
    } else if (isMark(byte, bytes[i + 1])) {
      close(i);
      i += byte === 0xe2 ? 2 : 1;
    } else if (isWordByte(byte)) hash = step(hash === 0 ? 0x811c9dc5 : hash, byte);
    else close(i);
  }
  close(bytes.length);
}

function step(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, 0x01000193);
}

/** General punctuation (U+2000 to U+207F) and the signs of Latin-1 (U+0080 to U+00BF but ª, µ, º). */
function isMark(byte: number, next: number): boolean {
  if (byte === 0xe2) return next === 0x80 || next === 0x81;
  return byte === 0xc2 && next !== 0xaa && next !== 0xb5 && next !== 0xba;
}

/** First bytes of U+3000 to U+DFFF: the scripts that are written without spaces, and Hangul. */
function isIdeograph(byte: number): boolean {
  return byte >= 0xe3 && byte <= 0xed;
}

function isWordByte(byte: number): boolean {
  return byte >= 0x80 || (byte >= 97 && byte <= 122) || (byte >= 48 && byte <= 57) || byte === 95;
}

function lowerCase(text: Uint8Array): Uint8Array {
  if (text.some((byte) => byte >= 0x80)) {
    return Buffer.from(
      Buffer.from(text.buffer, text.byteOffset, text.length).toString("utf8").toLowerCase(),
      "utf8",
    );
  }
  return text.map((byte) => (byte >= 65 && byte <= 90 ? byte | 32 : byte));
}

function sparse(counts: Map<number, number>): SparseVector {
  const entries = [...counts].filter(([, count]) => count !== 0).sort(([a], [b]) => a - b);
  return { index: Int32Array.from(entries, ([i]) => i), value: Float32Array.from(entries, ([, v]) => v) };
}
