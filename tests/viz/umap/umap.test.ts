import { expect, test } from "vitest";
import { nearestNeighbors } from "../../../src/features/vectors/knn/neighbors.ts";
import { fitCurve } from "../../../src/viz/umap/curve.ts";
import { GRADIENT_SHIFT, gradientTables } from "../../../src/viz/umap/gradient.ts";
import { fuzzyGraph } from "../../../src/viz/umap/graph.ts";
import { trustworthiness } from "../../../src/viz/umap/quality.ts";
import { umap } from "../../../src/viz/umap/umap.ts";
import { blobs } from "../points.ts";

test("the curve for a minimum distance of 0.1 is the one of umap-learn: a 1.577, b 0.895", () => {
  const { a, b } = fitCurve(0.1);
  expect(a).toBeCloseTo(1.577, 3);
  expect(b).toBeCloseTo(0.8951, 3);
  expect(fitCurve(0).a).toBeCloseTo(1.9328, 3);
});

test("table entries are the gradient of the curve to 0.1 %", () => {
  const curve = fitCurve(0.1);
  const { attract, repel } = gradientTables(curve);
  const bits = new Uint32Array(new Float32Array([2.345]).buffer)[0] >>> GRADIENT_SHIFT;
  const { a, b } = curve;
  const square = 2.345;
  expect(attract[bits] / ((-2 * a * b * square ** (b - 1)) / (1 + a * square ** b))).toBeCloseTo(1, 3);
  expect(repel[bits] / ((2 * b) / ((0.001 + square) * (1 + a * square ** b)))).toBeCloseTo(1, 3);
  expect(attract[0]).toBe(0);
});

test("the fuzzy graph is symmetric, its weights lie in (0, 1], and the nearest neighbour weighs most", () => {
  const { points } = blobs(120, 5, 3, 1, 1);
  const neighbors = nearestNeighbors(points, { k: 6, seed: 1 });
  const { heads, tails, weights } = fuzzyGraph(neighbors);
  const weightOf = new Map(Array.from(heads, (head, i) => [`${head} ${tails[i]}`, weights[i]]));
  const back = Array.from(heads, (head, i) => weightOf.get(`${tails[i]} ${head}`));
  expect(back).toEqual(Array.from(weights));
  expect(weights.every((weight) => weight > 0 && weight <= 1)).toBe(true);
  for (let row = 0; row < 120; row++) expect(weightOf.get(`${row} ${neighbors.indices[row * 6]}`)).toBe(1);
});

test("blobs stay apart and neighbours stay neighbours: trustworthiness over 0.95", () => {
  const { points } = blobs(600, 16, 6, 1, 2);
  const neighbors = nearestNeighbors(points, { k: 15, seed: 1 });
  for (const dimensions of [2, 3]) {
    const values = umap(points, neighbors, { dimensions, seed: 42, epochs: 200 });
    const quality = trustworthiness(points, { values, length: 600, dimensions }, 15, 600, 1);
    expect(quality).toBeGreaterThan(0.95);
  }
});

test("same seed, same bytes; another seed, another picture", () => {
  const { points } = blobs(200, 8, 3, 1, 3);
  const neighbors = nearestNeighbors(points, { k: 10, seed: 1 });
  const picture = (seed: number) => umap(points, neighbors, { dimensions: 2, seed, epochs: 50 });
  expect(picture(1)).toEqual(picture(1));
  expect(picture(1)).not.toEqual(picture(2));
});

test("no row, one row, equal rows and zero vectors give finite coordinates", () => {
  for (const length of [0, 1, 2, 40]) {
    const points = { values: new Float32Array(length * 4), length, dimensions: 4 };
    const positions = umap(points, nearestNeighbors(points, { k: 15, seed: 1 }), { dimensions: 2, seed: 1 });
    expect(positions).toHaveLength(length * 2);
    expect(positions.every(Number.isFinite)).toBe(true);
  }
});

test("trustworthiness is 1 for the same points, and low for shuffled ones", () => {
  const { points } = blobs(300, 4, 1, 1, 4);
  expect(trustworthiness(points, points, 10, 300, 1)).toBe(1);
  const shuffled = { ...points, values: points.values.toReversed() };
  expect(trustworthiness(points, shuffled, 10, 300, 1)).toBeLessThan(0.6);
});
