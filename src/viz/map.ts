import { nearestNeighbors } from "../features/vectors/knn/neighbors.ts";
import type { Neighbors, Points } from "../features/vectors/knn/points.ts";
import { neighborRecall } from "../features/vectors/knn/recall.ts";
import { hdbscan, reassignNoise } from "./cluster/hdbscan.ts";
import { trustworthiness } from "./umap/quality.ts";
import { umap } from "./umap/umap.ts";

/** What decides a map besides its vectors. */
export interface MapOptions {
  readonly dimensions: 2 | 3;
  readonly neighbors: number;
  readonly clusters: "hdbscan" | "none";
  readonly minimumClusterSize?: number;
  readonly noise: "keep" | "assign";
  readonly minimumDistance: number;
  readonly seed: number;
}

/** Coordinates and clusters of points, and how far they can be trusted. */
export interface PointMap {
  readonly positions: Float32Array;
  /** -1 is noise. */
  readonly labels: Int32Array;
  readonly quality: Readonly<Record<string, number>>;
}

/** Clusters are sought in five dimensions: two show the picture's clusters, not the data's (BERTopic's default). */
const CLUSTER_DIMENSIONS = 5;
/** Keeps unlinked islands on one page; without effect on trustworthiness (bench/map.ts). */
const GRAVITY = 0.02;
/** The k of the published quality figures. */
const QUALITY_NEIGHBORS = 15;

/** Lays points out and clusters them: neighbours, UMAP for the eye, UMAP for HDBSCAN, quality on a sample. */
export function mapPoints(points: Points, options: MapOptions, onEpoch?: () => void): PointMap {
  const { dimensions, neighbors: k, minimumDistance, seed } = options;
  const neighbors = nearestNeighbors(points, { k, seed });
  const positions = umap(points, neighbors, { dimensions, seed, minimumDistance, gravity: GRAVITY, onEpoch });
  const picture = { values: positions, length: points.length, dimensions };
  const labels =
    options.clusters === "none"
      ? new Int32Array(points.length).fill(-1)
      : cluster(points, neighbors, options, onEpoch);
  const noise = labels.filter((label) => label < 0).length;
  return {
    positions,
    labels: options.noise === "assign" ? reassignNoise(labels, neighbors) : labels,
    quality: {
      points: points.length,
      trustworthiness: trustworthiness(points, picture, QUALITY_NEIGHBORS, 500, seed),
      neighbor_recall: neighborRecall(points, neighbors, 200, seed),
      noise_share: points.length === 0 ? 0 : noise / points.length,
    },
  };
}

function cluster(
  points: Points,
  neighbors: Neighbors,
  { neighbors: k, minimumClusterSize, seed }: MapOptions,
  onEpoch?: () => void,
): Int32Array {
  const dimensions = Math.min(CLUSTER_DIMENSIONS, points.dimensions);
  const values = umap(points, neighbors, { dimensions, seed, minimumDistance: 0, onEpoch });
  const flat = { values, length: points.length, dimensions };
  return hdbscan(flat, nearestNeighbors(flat, { k, seed }), { minimumSize: minimumClusterSize }).labels;
}
