import { makeRandom } from "../random.ts";
import { squaredDistance } from "./distance.ts";
import type { Neighbors, Points } from "./points.ts";

/** Share of the true nearest neighbours that a graph holds, on a random sample of rows; ties count as found. */
export function neighborRecall(
  points: Points,
  { k, distances }: Neighbors,
  sample: number,
  seed: number,
): number {
  if (k === 0) return 1;
  const random = makeRandom(seed);
  const rows =
    points.length <= sample
      ? Array.from({ length: points.length }, (_, i) => i)
      : Array.from({ length: sample }, () => random.below(points.length));
  let found = 0;
  for (const row of rows) {
    const radius = kthDistance(points, row, k);
    for (let i = 0; i < k; i++) if (distances[row * k + i] <= radius * (1 + 1e-5) + 1e-9) found++;
  }
  return found / (rows.length * k);
}

/** Distance of the k-th nearest other row. */
function kthDistance({ values, dimensions, length }: Points, row: number, k: number): number {
  const all = new Float64Array(length);
  for (let other = 0; other < length; other++)
    all[other] = other === row ? Number.POSITIVE_INFINITY : squaredDistance(values, dimensions, row, other);
  return Math.sqrt(all.sort()[k - 1]);
}
