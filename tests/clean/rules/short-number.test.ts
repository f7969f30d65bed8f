import { expect, test } from "vitest";
import { shortNumber } from "../../../src/clean/rules/short-number.ts";

test.each([
  [0.1234, 0.1377, 0.13],
  [49.2, 53.9, 50],
  [0.9, 1.1, 1],
  [-0.35, -0.2, -0.2],
  [-1.5, 2.5, 2],
  [1e-9, 3e-9, 3e-9],
  [1, 1 + 2 ** -52, 1 + 2 ** -52],
  [0, 1e300, 1e300],
])("above %f and at most %f lies %f", (low, high, short) => {
  expect(shortNumber(low, high)).toBe(short);
});

test("is always above the lower and at most the upper end", () => {
  let seed = 1;
  for (let i = 0; i < 2000; i++) {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    const low = (seed / 2147483648 - 0.5) * 10 ** (seed % 9);
    const high = low + Math.abs(low) * 10 ** -(seed % 12) + 1e-12;
    const found = shortNumber(low, high);
    expect(found > low && found <= high, `${low} ${found} ${high}`).toBe(true);
  }
});
