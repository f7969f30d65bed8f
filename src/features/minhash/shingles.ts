import { mix, power } from "./mix.ts";
import type { Words } from "./words.ts";

/** The distinct shingles of one document as 64-bit hashes in two halves. Reused from text to text. */
export interface Shingles {
  low: Uint32Array;
  high: Uint32Array;
  count: number;
  slots: Int32Array;
}

/** Scratch memory for `collectShingles`. */
export function createShingles(): Shingles {
  return { low: new Uint32Array(4096), high: new Uint32Array(4096), count: 0, slots: new Int32Array(8192) };
}

const BASE_LOW = 0x2545f491;
const BASE_HIGH = 0x6c8e9cf5;

/**
 * Collects the distinct runs of `size` words. A text shorter than that has one shingle of all its words, so that equal
 * short texts are still found; a text without words has none.
 */
export function collectShingles(shingles: Shingles, words: Words, size: number): void {
  shingles.count = 0;
  if (words.count === 0) return;
  const length = Math.min(size, words.count);
  const total = words.count - length + 1;
  reserve(shingles, total);
  const { hashes, count } = words;
  const { low: lows, high: highs, slots } = shingles;
  const leaveLow = power(BASE_LOW, length);
  const leaveHigh = power(BASE_HIGH, length);
  const mask = slotMask(total);
  slots.fill(0, 0, mask + 1);
  let low = 0;
  let high = 0;
  let distinct = 0;
  for (let i = 0; i < count; i++) {
    low = (Math.imul(low, BASE_LOW) + hashes[2 * i]) | 0;
    high = (Math.imul(high, BASE_HIGH) + hashes[2 * i + 1]) | 0;
    if (i >= length) {
      low = (low - Math.imul(leaveLow, hashes[2 * (i - length)])) | 0;
      high = (high - Math.imul(leaveHigh, hashes[2 * (i - length) + 1])) | 0;
    }
    if (i < length - 1) continue;
    lows[distinct] = mix(low ^ length);
    highs[distinct] = mix(high + Math.imul(low, 0x9e3779b1));
    if (isNew(slots, lows, highs, distinct, mask)) distinct++;
  }
  shingles.count = distinct;
}

/** Looks shingle `at` up among the ones before it and enters it into the hash table when it is not there. */
function isNew(slots: Int32Array, lows: Uint32Array, highs: Uint32Array, at: number, mask: number): boolean {
  const low = lows[at];
  let slot = low & mask;
  for (let held = slots[slot]; held !== 0; held = slots[slot]) {
    if (lows[held - 1] === low && highs[held - 1] === highs[at]) return false;
    slot = (slot + 1) & mask;
  }
  slots[slot] = at + 1;
  return true;
}

function reserve(shingles: Shingles, total: number): void {
  if (total > shingles.low.length) {
    const capacity = 2 ** Math.ceil(Math.log2(total));
    shingles.low = new Uint32Array(capacity);
    shingles.high = new Uint32Array(capacity);
    shingles.slots = new Int32Array(2 * capacity);
  }
}

function slotMask(total: number): number {
  return 2 ** Math.ceil(Math.log2(2 * total)) - 1;
}
