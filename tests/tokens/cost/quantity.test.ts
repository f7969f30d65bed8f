import { expect, test } from "vitest";
import { formatQuantity, parseQuantity } from "../../../src/tokens/cost/quantity.ts";

test.each([
  ["1.4T", 1.4e12],
  ["124M", 124e6],
  ["300e9", 3e11],
  ["5k", 5000],
  ["1_000", 1000],
  ["1,000,000", 1e6],
  ["7 billion", 7e9],
  [" 2b ", 2e9],
])("%s is %d", (text, value) => {
  expect(parseQuantity(text)).toBeCloseTo(value);
});

test.each(["", "many", "1.4X", "-5", "1..2", "T"])("%j is no quantity", (text) => {
  expect(() => parseQuantity(text)).toThrow("a quantity must be a number such as 1.4T");
});

test("quantities are shown with three digits", () => {
  expect([950, 1500, 124e6, 999_999, 1.4e12].map(formatQuantity)).toEqual([
    "950",
    "1.5k",
    "124M",
    "1M",
    "1.4T",
  ]);
});
