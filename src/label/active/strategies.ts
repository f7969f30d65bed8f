/** How the next documents to label are chosen. */
export type Strategy = "random" | "margin" | "entropy" | "least-confidence";

/** All strategies. */
export const strategyNames = [
  "random",
  "margin",
  "entropy",
  "least-confidence",
] as const satisfies readonly Strategy[];

/** How uncertain each row of probabilities is; the highest come first. */
const uncertainties: Record<Exclude<Strategy, "random">, (row: Float64Array) => number> = {
  margin: (row) => {
    const [first, second] = row.toSorted().reverse();
    return second - first;
  },
  entropy: (row) => row.reduce((sum, p) => (p > 0 ? sum - p * Math.log(p) : sum), 0),
  "least-confidence": (row) => -row.reduce((max, p) => Math.max(max, p), 0),
};

/** The `batch` most uncertain positions of `pool`; ties, and the whole of `random`, go by the order of the pool. */
export function choosePool(
  strategy: Strategy,
  pool: readonly number[],
  batch: number,
  probabilities: (pool: readonly number[]) => Float64Array,
): number[] {
  if (strategy === "random") return pool.slice(0, batch);
  const rows = probabilities(pool);
  const labels = rows.length / Math.max(1, pool.length);
  const scores = pool.map((_, i) => uncertainties[strategy](rows.subarray(i * labels, (i + 1) * labels)));
  const order = [...pool.keys()].sort((a, b) => scores[b] - scores[a] || a - b);
  return order.slice(0, batch).map((i) => pool[i]);
}
