/** The number with the fewest digits above `low` and at most `high`; the nearest to the middle among them. */
export function roundBetween(low: number, high: number): number {
  if (!(low < high)) return high;
  const middle = low + (high - low) / 2;
  for (let digits = 1; digits <= 17; digits++) {
    const rounded = Number(middle.toPrecision(digits));
    if (rounded > low && rounded <= high) return rounded;
  }
  return high;
}
