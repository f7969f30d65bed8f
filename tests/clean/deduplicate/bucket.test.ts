import { expect, test } from "vitest";
import { bucketPairs } from "../../../src/clean/deduplicate/bucket.ts";

test("a small bucket is compared pair by pair", () => {
  expect([...bucketPairs(3)]).toEqual([
    [0, 1],
    [0, 2],
    [1, 2],
  ]);
  expect([...bucketPairs(64)]).toHaveLength((64 * 63) / 2);
});

test("a giant bucket costs linear time, and every member meets the first ones and its neighbours", () => {
  const pairs = [...bucketPairs(10_000)];
  expect(pairs.length).toBeLessThan(16 * 10_000);
  const partners = pairs.filter(([, y]) => y === 5000).map(([x]) => x);
  expect(partners).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 4992, 4993, 4994, 4995, 4996, 4997, 4998, 4999]);
  expect(new Set(pairs.map(([x, y]) => x * 10_000 + y)).size).toBe(pairs.length);
});
