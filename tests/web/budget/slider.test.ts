import { describe, expect, test } from "vitest";
import { amount, written } from "../../../web/budget/amounts.ts";
import { positionOf, positions, valueAt } from "../../../web/budget/slider.ts";

const decades = { low: 1e6, high: 1e12, logarithmic: true };
const steps = { low: 1, high: 11, logarithmic: false, step: 1 };

describe("a slider", () => {
  test("multiples of ten are equally far apart on a logarithmic one", () => {
    expect([1e6, 1e9, 1e12].map((value) => positionOf(value, decades))).toEqual([
      0,
      positions / 2,
      positions,
    ]);
  });

  test("stands at its end for what is beyond", () => {
    expect([1, 1e15].map((value) => positionOf(value, decades))).toEqual([0, positions]);
    expect(positionOf(100, steps)).toBe(positions);
  });

  test("gives numbers as people say them: two digits, or whole steps", () => {
    expect(valueAt(500, decades)).toBe(1e9);
    expect(valueAt(123, decades)).toBe(5.5e6);
    expect([0, 333, 1000].map((position) => valueAt(position, steps))).toEqual([1, 4, 11]);
  });

  test("what it gives stands where it was taken", () => {
    for (const slider of [decades, steps])
      for (const position of [0, 250, 777, 1000]) {
        const value = valueAt(position, slider);
        expect(valueAt(positionOf(value, slider), slider)).toBe(value);
      }
  });
});

test.each([
  [0, "USD", "$ 0"],
  [0.001, "USD", "less than $ 0.01"],
  [12.5, "USD", "$ 12.50"],
  [1234.4, "USD", "$ 1,234"],
  [1_234_567, "USD", "$ 1.23 M"],
  [0.00001, "h", "less than 0.1 s"],
  [1.5, "h", "1 h 30 min"],
  [1_022_362, "h", "1.02 M h"],
  [2.8e12, "bytes", "2.8 TB"],
  [16, "GB", "16 GB"],
  [0.0649, "MWh", "64.9 kWh"],
  [449, "MWh", "449 MWh"],
  [0.025, "t CO2e", "25 kg CO₂e"],
  [1.2e20, "FLOP", "1.2 × 10²⁰ FLOP"],
  [1.28e11, "tokens", "128 B tokens"],
  [2.529, "nats per token", "2.53 nats per token"],
])("%d %s reads %s", (value, unit, text) => {
  expect(amount(value, unit).replaceAll("\u00a0", " ")).toBe(text);
});

test("an accuracy is a share, a ratio is none", () => {
  expect(amount(0.896, "", "accuracy of the majority").replace("\u00a0", " ")).toBe("89.6 %");
  expect(amount(20, "", "tokens per parameter")).toBe("20");
});

test("a quantity is written so that it can be read again", () => {
  expect([1e9, 5.5e6, 1.4e12, 950, 5000, 1e16].map(written)).toEqual([
    "1B",
    "5.5M",
    "1.4T",
    "950",
    "5,000",
    "10000000000000000",
  ]);
});
