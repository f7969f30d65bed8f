/** Where the values of a colouring lie. */
export interface Scale {
  /** The middle 98 %: a few extremes would leave one colour for all others. */
  readonly low: number;
  readonly high: number;
  readonly min: number;
  readonly max: number;
  /** Points without a finite value. */
  readonly missing: number;
  readonly whole: boolean;
}

const tail = 0.01;

/** Clips the values at their 1st and 99th percentile; zeros when there is none. */
export function scaleOf(values: Float32Array): Scale {
  const sorted = finite(values).sort();
  const missing = values.length - sorted.length;
  if (sorted.length === 0) return { low: 0, high: 0, min: 0, max: 0, missing, whole: true };
  const [min, max] = [sorted[0], sorted[sorted.length - 1]];
  const [low, high] = [quantile(sorted, tail), quantile(sorted, 1 - tail)];
  // Nearly all the same: then the extremes are what there is to see.
  const clipped = high > low ? { low, high } : { low: min, high: max };
  return { ...clipped, min, max, missing, whole: areWhole(sorted) };
}

function finite(values: Float32Array): Float32Array {
  const found = new Float32Array(values.length);
  let count = 0;
  for (const value of values) if (value - value === 0) found[count++] = value;
  return found.subarray(0, count);
}

function areWhole(values: Float32Array): boolean {
  for (const value of values) if (value !== Math.trunc(value)) return false;
  return true;
}

/** The value below which the share `p` of the sorted values lies, between neighbours in proportion. */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  const at = p * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}

/** Share of a corpus below a value, by its evenly spaced quantiles; the middle of the span where many share the value. */
export function percentileOf(quantiles: ArrayLike<number>, value: number): number {
  const last = quantiles.length - 1;
  if (last < 1) return 0.5;
  return (rank(quantiles, value, false) + rank(quantiles, value, true)) / 2 / last;
}

/** Place of a value among sorted ones, in proportion between neighbours: before those that equal it, or behind them. */
function rank(sorted: ArrayLike<number>, value: number, behind: boolean): number {
  const last = sorted.length - 1;
  let at = 0;
  while (at <= last && (behind ? sorted[at] <= value : sorted[at] < value)) at++;
  if (at === 0 || at > last) return Math.min(at, last);
  const [low, high] = [sorted[at - 1], sorted[at]];
  return at - 1 + (low < value && value < high ? (value - low) / (high - low) : behind ? 0 : 1);
}
