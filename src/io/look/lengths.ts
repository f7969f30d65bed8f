/** Distribution of text lengths in characters. */
export interface Lengths {
  readonly minimum: number;
  readonly p10: number;
  readonly median: number;
  readonly p90: number;
  readonly maximum: number;
  readonly mean: number;
  /** Documents by length: `from` inclusive, each bin reaching to the next one; powers of two. */
  readonly histogram: readonly { readonly from: number; readonly count: number }[];
}

/** Describes lengths; null when there are none. */
export function lengthsOf(values: readonly number[]): Lengths | null {
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return {
    minimum: sorted[0],
    p10: at(0.1),
    median: at(0.5),
    p90: at(0.9),
    maximum: sorted[sorted.length - 1],
    mean: sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
    histogram: histogram(sorted),
  };
}

function histogram(sorted: Float64Array): { from: number; count: number }[] {
  const bins = new Map<number, number>();
  for (const value of sorted) {
    const from = value === 0 ? 0 : 2 ** Math.floor(Math.log2(value));
    bins.set(from, (bins.get(from) ?? 0) + 1);
  }
  return [...bins].map(([from, count]) => ({ from, count }));
}
