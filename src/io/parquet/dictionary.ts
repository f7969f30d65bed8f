import type { BytesLeaf } from "./bytes-leaf.ts";

/** The distinct strings of a column chunk in order of appearance, and which one each value is. */
export interface Dictionary {
  readonly count: number;
  /** The distinct strings in PLAIN encoding, and where each begins. */
  readonly plain: Uint8Array;
  readonly starts: Uint32Array;
  readonly indices: Uint16Array;
}

const mostWords = 4096;
/** Longer values are texts, and seldom repeat. */
const longestWord = 256;
const slots = 4 * mostWords;

/** The dictionary of a column, or undefined when more than a quarter of the values, or 4096, are distinct. */
export function dictionaryOf(leaf: BytesLeaf): Dictionary | undefined {
  const { bytes, starts, count } = leaf;
  const bound = Math.min(mostWords, count >> 2);
  if (bound === 0) return undefined;
  const view = new DataView(bytes.buffer);
  const indices = new Uint16Array(count);
  const table = new Int16Array(slots).fill(-1);
  const words: number[] = [];
  for (let i = 0; i < count; i++) {
    const from = starts[i];
    const to = starts[i + 1];
    if (to - from > longestWord) return undefined;
    if (i > 0 && isSame(view, starts[i - 1], from, to)) {
      indices[i] = indices[i - 1];
      continue;
    }
    let slot = hash(view, from, to) & (slots - 1);
    while (table[slot] >= 0 && !isSame(view, starts[words[table[slot]]], from, to))
      slot = (slot + 1) & (slots - 1);
    if (table[slot] < 0) {
      if (words.length === bound) return undefined;
      table[slot] = words.push(i) - 1;
    }
    indices[i] = table[slot];
  }
  return { count: words.length, ...joined(leaf, words), indices };
}

function joined({ bytes, starts }: BytesLeaf, words: readonly number[]) {
  const plain = Buffer.concat(words.map((i) => bytes.subarray(starts[i], starts[i + 1])));
  const ends = new Uint32Array(words.length + 1);
  words.forEach((i, word) => {
    ends[word + 1] = ends[word] + starts[i + 1] - starts[i];
  });
  return { plain, starts: ends };
}

/** Whether the value at `[from, to)` is the one at `other`; both begin with their length, so other lengths end it. */
function isSame(view: DataView, other: number, from: number, to: number): boolean {
  const shift = other - from;
  let i = from;
  for (; i + 4 <= to; i += 4) if (view.getInt32(i) !== view.getInt32(i + shift)) return false;
  for (; i < to; i++) if (view.getUint8(i) !== view.getUint8(i + shift)) return false;
  return true;
}

/** Murmur-like mixing of four bytes at a time, the length among them. */
function hash(view: DataView, from: number, to: number): number {
  let value = 0;
  let i = from;
  for (; i + 4 <= to; i += 4) {
    value = Math.imul(value ^ view.getInt32(i, true), 0x9e3779b1);
    value ^= value >>> 15;
  }
  for (; i < to; i++) value = Math.imul(value ^ view.getUint8(i), 0x9e3779b1);
  return value ^ (value >>> 13);
}
