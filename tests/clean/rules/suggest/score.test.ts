import { describe, expect, test } from "vitest";
import { qualityOf, score, wilson } from "../../../../src/clean/rules/suggest/score.ts";

describe("wilson", () => {
  test.each([
    // Newcombe 1998 (Statistics in Medicine 17), table I, method 3
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])("%i of %i lies between %f and %f", (successes, trials, low, high) => {
    const [from, to] = wilson(successes, trials);
    expect(from).toBeCloseTo(low, 4);
    expect(to).toBeCloseTo(high, 4);
  });

  test("knows nothing of no trials", () => expect(wilson(0, 0)).toEqual([0, 1]));
});

test("qualityOf gives precision, recall and F1", () => {
  expect(qualityOf({ right: 6, wrong: 2, unwanted: 10 })).toMatchObject({
    precision: 6 / 8,
    recall: 6 / 10,
    f1: 12 / 18,
  });
  expect(qualityOf({ right: 0, wrong: 0, unwanted: 0 })).toMatchObject({ precision: 0, recall: 0, f1: 0 });
});

test("with a precision to reach, the higher recall wins among those that reach it", () => {
  const goal = { precision: 0.9 };
  expect(score(9, 1, 100, goal)).toBeGreaterThan(score(50, 10, 100, goal));
  expect(score(50, 5, 100, goal)).toBeGreaterThan(score(9, 1, 100, goal));
  expect(score(50, 10, 100, goal)).toBeGreaterThan(score(50, 50, 100, goal));
});
