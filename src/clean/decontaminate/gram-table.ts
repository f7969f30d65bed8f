/** A hash table of 64-bit grams, open addressing: `slots` holds the number of the gram plus one, 0 is free. */
export interface GramTable {
  readonly low: Uint32Array;
  readonly high: Uint32Array;
  readonly slots: Uint32Array;
  /** A bit for each of some low halves: most grams that are not in the table are told at once, in little memory. */
  readonly bits: Uint32Array;
}

/** The distinct grams among `low`, `high`, numbered by first appearance, and the number of each gram. */
export function buildTable(low: Uint32Array, high: Uint32Array): { table: GramTable; numbers: Uint32Array } {
  const slots = new Uint32Array(powerOfTwo(2 * low.length + 1));
  const mask = slots.length - 1;
  const lows = new Uint32Array(low.length);
  const highs = new Uint32Array(low.length);
  let count = 0;
  const numbers = low.map((key, i) => {
    let slot = high[i] & mask;
    for (; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const held = slots[slot] - 1;
      if (lows[held] === key && highs[held] === high[i]) return held;
    }
    lows[count] = key;
    highs[count] = high[i];
    slots[slot] = count + 1;
    return count++;
  });
  const table = { low: lows.slice(0, count), high: highs.slice(0, count), slots };
  return { table: { ...table, bits: prefilter(table.low) }, numbers };
}

/** The number of a gram in the table, or -1. */
export function lookUp({ low, high, slots, bits }: GramTable, keyLow: number, keyHigh: number): number {
  const bit = keyLow & (32 * bits.length - 1);
  if ((bits[bit >>> 5] & (1 << (bit & 31))) === 0) return -1;
  const mask = slots.length - 1;
  for (let slot = keyHigh & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
    const held = slots[slot] - 1;
    if (low[held] === keyLow && high[held] === keyHigh) return held;
  }
  return -1;
}

/** 16 to 32 bits for a gram: 3 to 6 in a hundred strange grams pass. */
function prefilter(low: Uint32Array): Uint32Array {
  const bits = new Uint32Array(Math.min(2 ** 26, powerOfTwo(16 * low.length + 32)) / 32);
  for (const key of low) {
    const bit = key & (32 * bits.length - 1);
    bits[bit >>> 5] |= 1 << (bit & 31);
  }
  return bits;
}

function powerOfTwo(least: number): number {
  return 2 ** Math.ceil(Math.log2(least));
}
