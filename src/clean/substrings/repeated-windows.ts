import { suffixArray } from "./suffix-array.ts";

/** Symbol that ends the text of a suffix array. */
export const END = 0;
/** Symbol between stretches that are not neighbours. */
export const BORDER = 1;
/** The first symbol that a token may have. */
export const FIRST_TOKEN = 2;

/** Flag: a window that stands earlier in the text as well. */
export const LATER = 1;
/** Flag: a window that stands later in the text as well. */
export const EARLIER = 2;

/** Bytes that `repeatedWindows` needs for a symbol, the symbol itself included: symbols, order, neighbours, kinds, flags; the rest is slack. */
export const BYTES_PER_SYMBOL = 16;

/**
 * Flags of the windows of `size` symbols by where they start. Windows that hold a border are never repeated. By suffix array
 * and the lengths of common prefixes of its neighbours, cut at `size` (Kärkkäinen, Manzini and Puglisi 2009).
 */
export function repeatedWindows(symbols: Int32Array, alphabet: number, size: number): Uint8Array {
  const order = suffixArray(symbols, alphabet);
  const flags = new Uint8Array(symbols.length);
  markEqualNeighbours(symbols, order, size, flags);
  for (let from = 0, to = 1; from < order.length; from = to++) {
    while (to < order.length && flags[order[to]] === 1) to++;
    let first = order[from];
    for (let k = from + 1; k < to; k++) first = Math.min(first, order[k]);
    for (let k = from; k < to; k++) flags[order[k]] = LATER | EARLIER;
    flags[first] = to - from > 1 ? EARLIER : 0;
  }
  return flags;
}

/** Sets 1 where a suffix shares its first `size` symbols with the one before it in the order. */
function markEqualNeighbours(symbols: Int32Array, order: Int32Array, size: number, same: Uint8Array): void {
  const before = new Int32Array(order.length);
  before[order[0]] = -1;
  for (let k = 1; k < order.length; k++) before[order[k]] = order[k - 1];
  let common = 0;
  for (let i = 0; i < symbols.length; i++) {
    const other = before[i];
    if (other < 0) {
      common = 0;
      continue;
    }
    while (common < size && symbols[i + common] > BORDER && symbols[i + common] === symbols[other + common])
      common++;
    if (common >= size) same[i] = 1;
    if (common > 0) common--;
  }
}
