import { expect, test } from "vitest";
import { nearestNeighbors } from "../../../src/features/vectors/knn/neighbors.ts";
import { makeRandom } from "../../../src/features/vectors/random.ts";
import { type HdbscanOptions, hdbscan, reassignNoise } from "../../../src/viz/cluster/hdbscan.ts";
import { adjustedRand, blobs } from "../points.ts";

function clustersOf(values: Float32Array, dimensions: number, options: HdbscanOptions = {}) {
  const points = { values, length: values.length / dimensions, dimensions };
  return hdbscan(points, nearestNeighbors(points, { k: 15, seed: 1 }), options);
}

test("five blobs are five clusters, numbered from the largest", () => {
  const { points, truth } = blobs(500, 3, 5, 0.25, 7);
  const { labels, count } = clustersOf(points.values, 3);
  expect(count).toBe(5);
  expect(adjustedRand(Array.from(labels), truth)).toBeGreaterThan(0.95);
  const sizes = Array.from(
    { length: count },
    (_, cluster) => labels.filter((label) => label === cluster).length,
  );
  expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
});

test("two moons that no straight line parts are two clusters", () => {
  const random = makeRandom(1);
  const truth = Array.from({ length: 400 }, (_, i) => i % 2);
  const values = Float32Array.from(
    truth.flatMap((moon) => {
      const angle = Math.PI * random.next();
      const [x, y] = [Math.cos(angle), Math.sin(angle)];
      const noise = () => 0.04 * random.normal();
      return moon === 0 ? [x + noise(), y + noise()] : [1 - x + noise(), 0.5 - y + noise()];
    }),
  );
  const { labels, count } = clustersOf(values, 2, { minimumSize: 20 });
  expect(count).toBe(2);
  expect(adjustedRand(Array.from(labels), truth)).toBeGreaterThan(0.98);
});

test("scattered rows between blobs are noise, and can be given to the nearest cluster", () => {
  const random = makeRandom(9);
  const pair = Array.from({ length: 200 }, (_, i) => [
    3 * (i % 2) + 0.2 * random.normal(),
    0.2 * random.normal(),
  ]);
  const scattered = Array.from({ length: 20 }, (_, i) => [10 * (1 + (i % 5)), 10 * (1 + Math.floor(i / 5))]);
  const values = Float32Array.from([...pair, ...scattered].flat());
  const { labels, count } = clustersOf(values, 2);
  expect(count).toBe(2);
  expect(labels.subarray(200).every((label) => label < 0)).toBe(true);
  expect(labels.subarray(0, 200).every((label) => label >= 0)).toBe(true);
  const all = { values, length: values.length / 2, dimensions: 2 };
  const assigned = reassignNoise(labels, nearestNeighbors(all, { k: 15, seed: 1 }));
  expect(assigned.every((label) => label >= 0)).toBe(true);
  labels.forEach((label, row) => {
    if (label >= 0) expect(assigned[row]).toBe(label);
  });
});

test("groups of equal rows are clusters: distance 0 is no division by 0", () => {
  const values = Float32Array.from(Array.from({ length: 90 }, (_, i) => [(i % 3) * 10, 0]).flat());
  const { labels, count } = clustersOf(values, 2);
  expect(count).toBe(3);
  expect(
    adjustedRand(
      Array.from(labels),
      Array.from({ length: 90 }, (_, i) => i % 3),
    ),
  ).toBe(1);
});

test("leaf selection is at least as fine as excess of mass", () => {
  const { points } = blobs(600, 2, 6, 0.8, 5);
  const eom = clustersOf(points.values, 2, { selection: "eom" }).count;
  const leaf = clustersOf(points.values, 2, { selection: "leaf" }).count;
  expect(leaf).toBeGreaterThanOrEqual(eom);
});

test("fewer rows than a cluster needs are noise", () => {
  for (const length of [0, 1, 2, 9]) {
    const { labels, count } = clustersOf(
      Float32Array.from({ length: length * 2 }, (_, i) => i),
      2,
    );
    expect(count).toBe(0);
    expect([...labels]).toEqual(Array(length).fill(-1));
  }
});
