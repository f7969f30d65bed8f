import { expect, test } from "vitest";
import { roundBetween } from "../../../../src/clean/rules/search/round-between.ts";

test.each([
  [0, 1, 0.5],
  [48, 52, 50],
  [49.2, 50.9, 50],
  [0.1234, 0.1238, 0.1236],
  [2, 2, 2],
  [-0.3, -0.1, -0.2],
  [99, 101, 100],
])("above %s and at most %s: %s", (low, high, rounded) => {
  expect(roundBetween(low, high)).toBe(rounded);
});

test("neighbouring doubles leave the higher one", () => {
  const low = 0.1;
  const high = 0.1 + Number.EPSILON / 16;
  expect(roundBetween(low, high)).toBe(high);
});
