/** The decimal number with the fewest digits that is above `low` and at most `high`; `high` where there is none shorter. */
export function shortNumber(low: number, high: number): number {
  for (let digits = 1; digits <= 15; digits++) {
    const rounded = Number(high.toPrecision(digits));
    if (rounded > low && rounded <= high) return rounded;
    const step = 10 ** (Math.floor(Math.log10(Math.abs(high) || 1)) - digits + 1);
    const down = Number((rounded - step).toPrecision(digits));
    if (down > low && down <= high) return down;
  }
  return high;
}
