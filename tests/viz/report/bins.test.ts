import fc from "fast-check";
import { expect, test } from "vitest";
import { binning } from "../../../src/viz/report/bins.ts";

const skewed = { low: 3, median: 120, high: 15_000, whole: true };
const even = { low: 0, median: 0.4, high: 0.8, whole: false };

test("a count whose bound lies in the first of forty bins is binned by log(1 + value)", () => {
  const { logarithmic, edges } = binning(skewed, [20]);
  expect(logarithmic).toBe(true);
  expect(edges).toContain(20);
  expect(edges.filter((edge) => edge < 20).length).toBeGreaterThan(5);
  expect(edges.every(Number.isInteger)).toBe(true);
});

test("a count whose 99.5th percentile is more than fifty times its median is binned by log(1 + value)", () => {
  const high = { low: 100, median: 120, high: 6001, whole: true };
  expect(binning(high, [3000]).logarithmic).toBe(true);
  expect(binning({ ...high, high: 6000 }, [3000]).logarithmic).toBe(false);
});

test("ratios and values below zero keep a linear axis", () => {
  expect(binning({ ...even, median: 0 }, [0.001]).logarithmic).toBe(false);
  expect(binning({ low: -5, median: 1, high: 900, whole: false }, [1]).logarithmic).toBe(false);
});

test("steps are even from the low end through the bound", () => {
  const { edges } = binning(even, [0.3]);
  expect(edges[0]).toBe(0);
  expect(edges).toContain(0.3);
  expect(edges).toHaveLength(41);
  for (let i = 1; i < edges.length; i++) expect(edges[i] - edges[i - 1]).toBeCloseTo(0.02, 10);
});

test("every number of a short range of counts has its own bin", () => {
  const { edges } = binning({ low: 0, median: 2, high: 8, whole: true }, [2]);
  expect(edges).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test("the axis reaches out to a bound that is near, not to one that is far", () => {
  expect(binning(even, [1]).edges.at(-1)).toBeCloseTo(1, 10);
  expect(binning(even, [5]).edges.at(-1)).toBeCloseTo(0.8, 10);
});

test("values that are all alike make one bin", () => {
  expect(binning({ low: 7, median: 7, high: 7, whole: false }, [])).toEqual({
    edges: [7, 8],
    logarithmic: false,
  });
});

test("edges rise, cover the range and are few, whatever the spread and the bounds", () => {
  const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(number, { minLength: 3, maxLength: 3 }),
      fc.boolean(),
      fc.array(number, { maxLength: 3 }),
      (values, whole, bounds) => {
        const [low, median, high] = values
          .map((value) => (whole ? Math.round(value) : value))
          .sort((a, b) => a - b);
        const { edges } = binning({ low, median, high, whole }, bounds);
        const slack = 1e-6 * (high - low) + 1e-8 * Math.max(1, -low, high);
        expect(edges.every((edge, i) => i === 0 || edge > edges[i - 1])).toBe(true);
        expect(edges.length).toBeGreaterThanOrEqual(2);
        expect(edges.length).toBeLessThan(90);
        expect(edges[0]).toBeLessThanOrEqual(low + slack);
        expect(edges.at(-1)).toBeGreaterThanOrEqual(high - slack);
      },
    ),
  );
});
