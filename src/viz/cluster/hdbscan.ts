import type { Neighbors, Points } from "../../features/vectors/knn/points.ts";
import { type CondensedTree, condense } from "./condense.ts";
import { type Selection, selectClusters } from "./select.ts";
import { reachabilityTree } from "./tree.ts";

/** How clusters are formed. */
export interface HdbscanOptions {
  /** Fewest rows of a cluster; default max(10, 0.2 % of the rows). */
  readonly minimumSize?: number;
  /** Neighbours that make a row dense; default 5. */
  readonly minimumSamples?: number;
  readonly selection?: Selection;
}

/** Cluster of every row, numbered from the largest; -1 is noise. */
export interface Clusters {
  readonly labels: Int32Array;
  readonly count: number;
}

/** HDBSCAN (Campello et al. 2013) on the neighbour graph of points. */
export function hdbscan(points: Points, neighbors: Neighbors, options: HdbscanOptions = {}): Clusters {
  const { minimumSize = defaultMinimumSize(points.length), minimumSamples = 5, selection = "eom" } = options;
  if (neighbors.k === 0) return { labels: new Int32Array(points.length).fill(-1), count: 0 };
  const tree = condense(reachabilityTree(points, neighbors, minimumSamples), points.length, minimumSize);
  return bySize(labelRows(tree, selectClusters(tree, selection)));
}

/** Fewest rows of a cluster when nothing is said: 10, or 0.2 % of many rows. */
export function defaultMinimumSize(rows: number): number {
  return Math.max(10, Math.round(rows * 0.002));
}

/** Gives noise rows the cluster of their nearest clustered neighbour, ring by ring; rows out of reach stay noise. */
export function reassignNoise(labels: Int32Array, { k, indices }: Neighbors): Int32Array {
  const result = labels.slice();
  for (let changed = true; changed; ) {
    changed = false;
    const before = result.slice();
    for (let row = 0; row < result.length; row++) {
      if (before[row] >= 0) continue;
      const near = indices.subarray(row * k, row * k + k).find((other) => before[other] >= 0);
      if (near === undefined) continue;
      result[row] = before[near];
      changed = true;
    }
  }
  return result;
}

function labelRows({ parents, clusterOf }: CondensedTree, taken: readonly boolean[]): Int32Array {
  const home = parents.map(() => -1);
  for (let cluster = 1; cluster < parents.length; cluster++)
    home[cluster] = taken[cluster] ? cluster : home[parents[cluster]];
  return clusterOf.map((cluster) => home[cluster]);
}

function bySize(raw: Int32Array): Clusters {
  const sizes = new Map<number, number>();
  for (const label of raw) if (label >= 0) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  const order = [...sizes.keys()].sort((a, b) => sizes.get(b)! - sizes.get(a)! || a - b);
  const rank = new Map(order.map((label, i) => [label, i]));
  return { labels: raw.map((label) => rank.get(label) ?? -1), count: order.length };
}
