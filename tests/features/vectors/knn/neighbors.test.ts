import { expect, test } from "vitest";
import { nearestNeighbors } from "../../../../src/features/vectors/knn/neighbors.ts";
import type { Points } from "../../../../src/features/vectors/knn/points.ts";
import { neighborRecall } from "../../../../src/features/vectors/knn/recall.ts";
import { makeRandom } from "../../../../src/features/vectors/random.ts";

function cloud(length: number, dimensions: number, seed: number, intrinsic = dimensions): Points {
  const random = makeRandom(seed);
  const values = Float32Array.from({ length: length * dimensions }, (_, i) =>
    i % dimensions < intrinsic ? random.normal() : 0.1 * random.normal(),
  );
  return { values, length, dimensions };
}

test("neighbours on a line are the next numbers, nearest first", () => {
  const points = { values: Float32Array.from([0, 1, 3, 7, 15]), length: 5, dimensions: 1 };
  const { indices, distances } = nearestNeighbors(points, { k: 2, seed: 1 });
  expect([...indices]).toEqual([1, 2, 0, 2, 1, 0, 2, 1, 3, 2]);
  expect([...distances]).toEqual([1, 3, 1, 2, 2, 3, 4, 6, 8, 12]);
});

test("the blocked search equals comparing every pair", () => {
  const points = cloud(203, 7, 1);
  const { indices, k } = nearestNeighbors(points, { k: 6, seed: 1 });
  for (let row = 0; row < points.length; row++) {
    const order = Array.from({ length: points.length }, (_, i) => i).filter((i) => i !== row);
    const distance = (i: number) => {
      let sum = 0;
      for (let t = 0; t < 7; t++) sum += (points.values[i * 7 + t] - points.values[row * 7 + t]) ** 2;
      return sum;
    };
    order.sort((a, b) => distance(a) - distance(b));
    expect([...indices.subarray(row * k, row * k + k)]).toEqual(order.slice(0, k));
  }
});

test("NN-descent finds 99 % of the neighbours of data with structure, and 90 % in 24 dimensions without any", () => {
  const easy = cloud(3000, 24, 2, 5);
  const hard = cloud(3000, 24, 3);
  const found = (points: Points) =>
    neighborRecall(points, nearestNeighbors(points, { k: 15, seed: 1, exactBelow: 10 }), 200, 1);
  expect(found(easy)).toBeGreaterThan(0.99);
  expect(found(hard)).toBeGreaterThan(0.9);
});

test("NN-descent gives the same graph for the same seed", () => {
  const points = cloud(1500, 8, 4);
  const graph = () => nearestNeighbors(points, { k: 10, seed: 3, exactBelow: 10 });
  expect(graph()).toEqual(graph());
});

test("equal rows are each other's neighbours at distance 0, never their own", () => {
  const points = { values: new Float32Array(300 * 3), length: 300, dimensions: 3 };
  for (const exactBelow of [1000, 10]) {
    const { indices, distances, k } = nearestNeighbors(points, { k: 5, seed: 1, exactBelow });
    expect(distances.every((distance) => distance === 0)).toBe(true);
    indices.forEach((index, i) => {
      expect(index).not.toBe(Math.floor(i / k));
      expect(index).toBeGreaterThanOrEqual(0);
    });
  }
});

test("k is cut to the rows there are", () => {
  const points = (length: number) => ({ values: new Float32Array(length * 2), length, dimensions: 2 });
  expect(nearestNeighbors(points(0), { k: 15, seed: 1 }).k).toBe(0);
  expect(nearestNeighbors(points(1), { k: 15, seed: 1 }).k).toBe(0);
  expect(nearestNeighbors(points(4), { k: 15, seed: 1 }).k).toBe(3);
});
