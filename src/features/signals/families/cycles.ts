/** Stretches of a list, in no order, that repeat a short unit. */
export interface Cycles {
  /** Items in such stretches, each counted once. */
  covered: number;
  /** Items of the longest stretch. */
  longest: number;
  /** The most times that a whole unit stands in a row. */
  repeats: number;
}

/** A list of numbers or bytes. */
type Items = Int32Array | Uint8Array;

/**
 * Finds stretches in which a unit of 1 to `longestUnit` items repeats at least `times` times without a gap. In such a stretch each
 * item equals the one a unit before it, `(times - 1) * unit` items in a row: it is enough to look at one item in so many.
 */
export function findCycles(items: Items, count: number, longestUnit: number, times: number): Cycles {
  const stretches: [number, number][] = [];
  const cycles = { covered: 0, longest: 0, repeats: 0 };
  for (let unit = 1; unit <= longestUnit; unit++) {
    const step = (times - 1) * unit;
    for (let i = unit + step - 1; i < count; i += step) {
      if (items[i] !== items[i - unit]) continue;
      let start = i;
      while (start > unit && items[start - 1] === items[start - 1 - unit]) start--;
      let end = i + 1;
      while (end < count && items[end] === items[end - unit]) end++;
      const length = end - start + unit;
      if (length >= times * unit) {
        stretches.push([start - unit, end]);
        cycles.longest = Math.max(cycles.longest, length);
        cycles.repeats = Math.max(cycles.repeats, Math.floor(length / unit));
      }
      if (i + step < end) i += Math.floor((end - i - 1) / step) * step;
    }
  }
  cycles.covered = covered(stretches);
  return cycles;
}

/** Items in the union of stretches. */
function covered(stretches: [number, number][]): number {
  let sum = 0;
  let reached = 0;
  for (const [start, end] of stretches.sort(([a], [b]) => a - b)) {
    if (end <= reached) continue;
    sum += end - Math.max(start, reached);
    reached = end;
  }
  return sum;
}
