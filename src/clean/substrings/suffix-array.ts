/**
 * Suffix array by induced sorting (SA-IS; Nong, Zhang and Chan 2009): the starts of all suffixes of `symbols` in lexical order.
 * Linear in time; besides the result it needs one byte a symbol and 4 bytes for each of `alphabet` symbols, some of it twice.
 * Symbols are below `alphabet`; the last one is 0 and stands nowhere else.
 */
export function suffixArray(
  symbols: Int32Array,
  alphabet: number,
  order = new Int32Array(symbols.length),
): Int32Array {
  const { length } = symbols;
  if (length === 1) return order.fill(0);
  const smaller = smallerThanNext(symbols);
  const buckets = new Int32Array(alphabet);
  order.fill(-1);
  toBucketEnds(symbols, buckets);
  for (let i = 1; i < length; i++) if (isLeftmost(smaller, i)) order[--buckets[symbols[i]]] = i;
  induce(symbols, smaller, buckets, order);
  const count = compactLeftmost(smaller, order);
  const names = nameLeftmost(symbols, smaller, order, count);
  const reduced = order.subarray(length - count);
  const sorted = order.subarray(0, count);
  if (names < count) suffixArray(reduced, names, sorted);
  else for (let i = 0; i < count; i++) sorted[reduced[i]] = i;
  for (let i = 1, k = 0; i < length; i++) if (isLeftmost(smaller, i)) reduced[k++] = i;
  for (let i = 0; i < count; i++) sorted[i] = reduced[sorted[i]];
  spread(symbols, buckets, order, count);
  induce(symbols, smaller, buckets, order);
  return order;
}

/** 1 where a suffix is less than the one that starts a symbol later. */
function smallerThanNext(symbols: Int32Array): Uint8Array {
  const { length } = symbols;
  const smaller = new Uint8Array(length);
  smaller[length - 1] = 1;
  for (let i = length - 2; i >= 0; i--) {
    const difference = symbols[i] - symbols[i + 1];
    smaller[i] = difference < 0 || (difference === 0 && smaller[i + 1] === 1) ? 1 : 0;
  }
  return smaller;
}

/** Whether a rising stretch of suffixes begins here. */
function isLeftmost(smaller: Uint8Array, i: number): boolean {
  return i > 0 && smaller[i] === 1 && smaller[i - 1] === 0;
}

function counted(symbols: Int32Array, buckets: Int32Array): void {
  buckets.fill(0);
  for (let i = 0; i < symbols.length; i++) buckets[symbols[i]]++;
}

function toBucketStarts(symbols: Int32Array, buckets: Int32Array): void {
  counted(symbols, buckets);
  for (let c = 0, sum = 0; c < buckets.length; c++) {
    const size = buckets[c];
    buckets[c] = sum;
    sum += size;
  }
}

function toBucketEnds(symbols: Int32Array, buckets: Int32Array): void {
  counted(symbols, buckets);
  for (let c = 0, sum = 0; c < buckets.length; c++) {
    sum += buckets[c];
    buckets[c] = sum;
  }
}

/** Sorts all suffixes from the sorted leftmost ones: the falling from the front, then the rising from the back. */
function induce(symbols: Int32Array, smaller: Uint8Array, buckets: Int32Array, order: Int32Array): void {
  const { length } = symbols;
  toBucketStarts(symbols, buckets);
  for (let k = 0; k < length; k++) {
    const i = order[k] - 1;
    if (i >= 0 && smaller[i] === 0) order[buckets[symbols[i]]++] = i;
  }
  toBucketEnds(symbols, buckets);
  for (let k = length - 1; k >= 0; k--) {
    const i = order[k] - 1;
    if (i >= 0 && smaller[i] === 1) order[--buckets[symbols[i]]] = i;
  }
}

/** Moves the leftmost suffixes, in their order, to the front; answers how many there are. */
function compactLeftmost(smaller: Uint8Array, order: Int32Array): number {
  let count = 0;
  for (let k = 0; k < order.length; k++) if (isLeftmost(smaller, order[k])) order[count++] = order[k];
  return count;
}

/** Numbers the stretches between leftmost suffixes by their order, equal ones alike, and writes the numbers to the end in the order of the text. */
function nameLeftmost(symbols: Int32Array, smaller: Uint8Array, order: Int32Array, count: number): number {
  const { length } = symbols;
  order.fill(-1, count);
  let names = 0;
  let last = -1;
  for (let k = 0; k < count; k++) {
    const i = order[k];
    if (last < 0 || !sameStretch(symbols, smaller, last, i)) names++;
    last = i;
    // Two leftmost suffixes are never neighbours: half the places are enough.
    order[count + (i >> 1)] = names - 1;
  }
  for (let k = length - 1, to = length - 1; k >= count; k--) if (order[k] >= 0) order[to--] = order[k];
  return names;
}

function sameStretch(symbols: Int32Array, smaller: Uint8Array, a: number, b: number): boolean {
  const end = symbols.length - 1;
  for (let d = 0; ; d++) {
    if (a + d > end || b + d > end) return false;
    if (symbols[a + d] !== symbols[b + d] || smaller[a + d] !== smaller[b + d]) return false;
    const [ended, endedToo] = [isLeftmost(smaller, a + d), isLeftmost(smaller, b + d)];
    if (d > 0 && (ended || endedToo)) return ended && endedToo;
  }
}

/** Puts the sorted leftmost suffixes at the ends of their buckets, all else empty. */
function spread(symbols: Int32Array, buckets: Int32Array, order: Int32Array, count: number): void {
  order.fill(-1, count);
  toBucketEnds(symbols, buckets);
  for (let k = count - 1; k >= 0; k--) {
    const i = order[k];
    order[k] = -1;
    order[--buckets[symbols[i]]] = i;
  }
}
