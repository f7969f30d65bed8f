import type { FineBins } from "./bins.ts";

/** How far two distributions of a signal lie apart. */
export interface Separation {
  /** Probability that a value of B is above one of A, ties by half: 0.5 where they do not differ. */
  readonly auc: number;
  /** Largest distance of the cumulative shares (Kolmogorov and Smirnov), 0 to 1. */
  readonly ks: number;
  /** Jensen-Shannon divergence of the bars in bits, 0 to 1. */
  readonly js: number;
  /** Where the distance is largest: there the densities cross. */
  readonly crossing: Crossing;
}

/** A border at which two densities cross. */
export interface Crossing {
  /** Place among the fine edges. */
  readonly edge: number;
  /** True where B has more below than A: then `signal <= edge` takes more of B. */
  readonly below: boolean;
  /** Share of the measured documents of A on the side where B prevails. */
  readonly takesA: number;
  readonly takesB: number;
}

/** Measures the separation; undefined where one of the two has no value. */
export function separationOf({ a, b, edges, bars }: FineBins): Separation | undefined {
  const [ofA, ofB] = [sum(a), sum(b)];
  if (ofA === 0 || ofB === 0) return undefined;
  let [belowA, belowB, pairs, edge, widest] = [0, 0, 0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    pairs += b[i] * (belowA + a[i] / 2);
    belowA += a[i];
    belowB += b[i];
    const distance = belowB / ofB - belowA / ofA;
    if (i < edges.length && Math.abs(distance) > Math.abs(widest) + 1e-12) [widest, edge] = [distance, i];
  }
  const below = widest > 0;
  const taken = (counts: readonly number[], all: number) => {
    const under = sum(counts.slice(0, edge + 1));
    return (below ? under : all - under) / all;
  };
  const crossing = { edge, below, takesA: taken(a, ofA), takesB: taken(b, ofB) };
  const js = jensenShannon(barsOf(a, edges, bars), barsOf(b, edges, bars));
  return { auc: pairs / (ofA * ofB), ks: Math.abs(widest), js, crossing };
}

/** Counts of fine bins as bars. */
export function barsOf(
  counts: readonly number[],
  edges: readonly number[],
  bars: readonly number[],
): number[] {
  const heights = new Array<number>(bars.length - 1).fill(0);
  let bar = 0;
  counts.forEach((count, i) => {
    const upper = edges[i] ?? Number.POSITIVE_INFINITY;
    while (bar < heights.length - 1 && upper > bars[bar + 1]) bar++;
    heights[bar] += count;
  });
  return heights;
}

function jensenShannon(a: readonly number[], b: readonly number[]): number {
  const [ofA, ofB] = [sum(a), sum(b)];
  let divergence = 0;
  for (let i = 0; i < a.length; i++) {
    const [p, q] = [a[i] / ofA, b[i] / ofB];
    const middle = (p + q) / 2;
    if (p > 0) divergence += (p / 2) * Math.log2(p / middle);
    if (q > 0) divergence += (q / 2) * Math.log2(q / middle);
  }
  return Math.max(0, divergence);
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
