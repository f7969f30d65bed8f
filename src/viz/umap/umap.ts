import type { Neighbors, Points } from "../../features/vectors/knn/points.ts";
import { fitCurve } from "./curve.ts";
import { gradientTables } from "./gradient.ts";
import { fuzzyGraph } from "./graph.ts";
import { principalStart } from "./initial.ts";
import { layout } from "./layout.ts";

/** How a picture is laid out. */
export interface UmapOptions {
  readonly dimensions: number;
  readonly seed: number;
  /** How close linked rows may come: 0.1 for a picture, 0 for clustering. */
  readonly minimumDistance?: number;
  readonly epochs?: number;
  /** Pull to the middle: 0.02 keeps the islands of a picture on one page at no cost in trustworthiness; 0 is plain UMAP. */
  readonly gravity?: number;
  readonly onEpoch?: (epoch: number) => void;
}

/** Rounds of the layout by number of rows, as in umap-learn: more rows need fewer. */
export function defaultEpochs(rows: number): number {
  return rows <= 10_000 ? 500 : 200;
}

/** UMAP (McInnes, Healy and Melville 2018) of points whose neighbours are known: coordinates row by row. */
export function umap(points: Points, neighbors: Neighbors, options: UmapOptions): Float32Array {
  const {
    dimensions,
    seed,
    minimumDistance = 0.1,
    gravity = 0,
    epochs = defaultEpochs(points.length),
    onEpoch,
  } = options;
  const positions = principalStart(points, dimensions, seed);
  if (neighbors.k === 0) return positions;
  const gradient = gradientTables(fitCurve(minimumDistance));
  layout(positions, fuzzyGraph(neighbors), gradient, { dimensions, epochs, seed, gravity, onEpoch });
  return positions;
}
