import { expect, test } from "vitest";
import {
  labelingHours,
  labelingWages,
  majorityAccuracy,
  modelLabelingPrice,
} from "../../../src/tokens/cost/labeling.ts";

test("three people, 1,000 items, 12 seconds, 15 dollars: 10 hours, 150 dollars", () => {
  const work = { items: 1000, redundancy: 3, seconds: 12, wage: 15 };
  expect(labelingHours(work)).toBe(10);
  expect(labelingWages(work)).toBe(150);
});

test("800 tokens in, 60 out at 1 and 5 dollars by batch: 550 dollars for a million documents", () => {
  const work = {
    items: 1e6,
    redundancy: 1,
    tokensIn: 800,
    tokensOut: 60,
    priceIn: 1,
    priceOut: 5,
    batch: 0.5,
  };
  expect(modelLabelingPrice(work)).toBe(550);
});

test.each([
  [3, 0.784, 0.896, 0.972],
  [5, 0.837, 0.942, 0.991],
  [7, 0.874, 0.967, 0.997],
])("a majority of %d workers who are right 0.7, 0.8, 0.9 of the time", (workers, ...expected) => {
  const found = [0.7, 0.8, 0.9].map((accuracy) => Number(majorityAccuracy(workers, accuracy).toFixed(3)));
  expect(found).toEqual(expected);
});

test("one worker is as good as himself, a coin decides between two", () => {
  expect(majorityAccuracy(1, 0.8)).toBeCloseTo(0.8);
  expect(majorityAccuracy(2, 0.8)).toBeCloseTo(0.8);
  expect(majorityAccuracy(3, 1)).toBe(1);
});
