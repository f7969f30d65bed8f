import { squaredDistance } from "../../features/vectors/knn/distance.ts";
import type { Points } from "../../features/vectors/knn/points.ts";
import { makeRandom } from "../../features/vectors/random.ts";

/**
 * Trustworthiness (Venna and Kaski 2001): 1 when all of a row's k neighbours in the picture are among its k
 * neighbours in the space of vectors; intruders count by their true rank. Measured on at most `sample` rows.
 */
export function trustworthiness(
  original: Points,
  picture: Points,
  k: number,
  sample: number,
  seed: number,
): number {
  const n = original.length;
  if (2 * n - 3 * k - 1 <= 0) return Number.NaN;
  const random = makeRandom(seed);
  const rows = Array.from({ length: Math.min(n, sample) }, (_, i) => (n <= sample ? i : random.below(n)));
  let penalty = 0;
  for (const row of rows) penalty += intrusion(original, picture, row, k);
  return 1 - (2 * penalty) / (rows.length * k * (2 * n - 3 * k - 1));
}

/** Sum of (true rank − k) over the picture's neighbours of a row that are no true neighbours. */
function intrusion(original: Points, picture: Points, row: number, k: number): number {
  const far = distancesFrom(original, row);
  const near = nearestOf(distancesFrom(picture, row), k);
  const ordered = far.slice().sort();
  let sum = 0;
  for (const index of near) sum += Math.max(0, rankOf(ordered, far[index]) - k);
  return sum;
}

function distancesFrom({ values, dimensions, length }: Points, row: number): Float32Array {
  const distances = new Float32Array(length);
  for (let i = 0; i < length; i++)
    distances[i] = i === row ? Number.POSITIVE_INFINITY : squaredDistance(values, dimensions, row, i);
  return distances;
}

function nearestOf(distances: Float32Array, k: number): number[] {
  const bound = distances.slice().sort()[k - 1];
  const found: number[] = [];
  for (let i = 0; i < distances.length && found.length < k; i++) if (distances[i] <= bound) found.push(i);
  return found;
}

/** Rank from 1 of a value in a sorted array: its first place. */
function rankOf(ordered: Float32Array, value: number): number {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ordered[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low + 1;
}
