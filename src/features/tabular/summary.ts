/** The finite values of a column, sorted; NaN and infinite values count as missing. */
export function sortedKnown(values: Float64Array): Float64Array {
  return values.filter(Number.isFinite).sort();
}

/** The quantile `q` in [0, 1] of sorted values, interpolated between neighbours (type 7 of Hyndman and Fan 1996); NaN of none. */
export function quantile(sorted: Float64Array, q: number): number {
  if (sorted.length === 0) return Number.NaN;
  const at = q * (sorted.length - 1);
  const below = Math.floor(at);
  const next = sorted[Math.min(below + 1, sorted.length - 1)];
  return sorted[below] + (at - below) * (next - sorted[below]);
}

/** The mean of the finite values, NaN of none; what a sum loses to larger numbers is added at the end (Neumaier 1974). */
export function mean(values: Float64Array): number {
  let [sum, lost, count] = [0, 0, 0];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
    count++;
  }
  return count === 0 ? Number.NaN : (sum + lost) / count;
}

/** The standard deviation of the finite values (of the population), NaN of none. */
export function deviation(values: Float64Array): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
}

/** The most frequent finite value, the least of several; NaN of none. */
export function mode(values: Float64Array): number {
  const sorted = sortedKnown(values);
  let [best, most] = [Number.NaN, 0];
  for (let i = 0; i < sorted.length; ) {
    let end = i + 1;
    while (end < sorted.length && sorted[end] === sorted[i]) end++;
    if (end - i > most) [best, most] = [sorted[i], end - i];
    i = end;
  }
  return best;
}

/** The median of the absolute distances from the median, NaN of no values. */
export function medianDeviation(values: Float64Array): number {
  const middle = quantile(sortedKnown(values), 0.5);
  return quantile(sortedKnown(values.map((value) => Math.abs(value - middle))), 0.5);
}
