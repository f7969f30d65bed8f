import type { Points } from "../../src/features/vectors/knn/points.ts";
import { makeRandom } from "../../src/features/vectors/random.ts";

/** Gaussian blobs around random centres, and the blob of every point. */
export function blobs(
  length: number,
  dimensions: number,
  centres: number,
  spread: number,
  seed: number,
): { points: Points; truth: number[] } {
  const random = makeRandom(seed);
  const middle = Array.from({ length: centres * dimensions }, () => random.normal() * 4);
  const truth = Array.from({ length }, (_, i) => i % centres);
  const values = new Float32Array(length * dimensions);
  truth.forEach((centre, row) => {
    for (let t = 0; t < dimensions; t++)
      values[row * dimensions + t] = middle[centre * dimensions + t] + random.normal() * spread;
  });
  return { points: { values, length, dimensions }, truth };
}

/** Adjusted Rand index of two labelings (Hubert and Arabie 1985): 1 is the same partition, 0 chance. */
export function adjustedRand(a: readonly number[], b: readonly number[]): number {
  const pairs = (n: number) => (n * (n - 1)) / 2;
  const tally = (keys: readonly (string | number)[]) => {
    const counts = new Map<string | number, number>();
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
    return [...counts.values()].reduce((sum, count) => sum + pairs(count), 0);
  };
  const both = tally(a.map((label, i) => `${label} ${b[i]}`));
  const [rows, columns] = [tally(a), tally(b)];
  const chance = (rows * columns) / pairs(a.length);
  return (both - chance) / ((rows + columns) / 2 - chance);
}
