import { descendNeighbors } from "./descent.ts";
import { exactNeighbors } from "./exact.ts";
import type { Neighbors, Points } from "./points.ts";

/** How neighbours are searched. */
export interface NeighborOptions {
  readonly k: number;
  readonly seed: number;
  /** Up to this many rows every pair is compared; above, the graph is found by NN-descent. */
  readonly exactBelow?: number;
}

/** Euclidean nearest neighbours; on unit vectors the order is that of cosine similarity. */
export function nearestNeighbors(
  points: Points,
  { k, seed, exactBelow = 8_000 }: NeighborOptions,
): Neighbors {
  const possible = Math.max(0, Math.min(k, points.length - 1));
  return points.length <= exactBelow || points.length <= 4 * possible
    ? exactNeighbors(points, possible)
    : descendNeighbors(points, possible, seed);
}
