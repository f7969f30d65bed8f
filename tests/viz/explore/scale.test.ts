import { describe, expect, test } from "vitest";
import { percentileOf, quantile, scaleOf } from "../../../src/viz/explore/scale.ts";

describe("scaleOf", () => {
  test("clips at the 1st and 99th percentile and tells the extremes", () => {
    const values = Float32Array.from({ length: 101 }, (_, i) => (i === 100 ? 10_000 : i));
    expect(scaleOf(values)).toEqual({ low: 1, high: 99, min: 0, max: 10_000, missing: 0, whole: true });
  });

  test("counts what is missing or infinite and leaves it out", () => {
    const scale = scaleOf(Float32Array.of(Number.NaN, 0.5, Number.POSITIVE_INFINITY, 1));
    expect(scale).toMatchObject({ min: 0.5, max: 1, missing: 2, whole: false });
  });

  test("shows the extremes where nearly all values are the same", () => {
    const values = new Float32Array(1_000);
    values[7] = 5;
    expect(scaleOf(values)).toMatchObject({ low: 0, high: 5 });
  });

  test("is zeros where nothing was measured", () => {
    expect(scaleOf(Float32Array.of(Number.NaN))).toMatchObject({ low: 0, high: 0, missing: 1 });
  });
});

test("quantile lies between neighbours in proportion", () => {
  expect(quantile([0, 10, 20], 0.25)).toBe(5);
  expect(quantile([7], 0.5)).toBe(7);
});

describe("percentileOf", () => {
  test("is the share of the corpus below a value", () => {
    const quantiles = [0, 1, 2, 3, 4];
    expect(percentileOf(quantiles, 2)).toBe(0.5);
    expect(percentileOf(quantiles, 2.5)).toBe(0.625);
    expect(percentileOf(quantiles, -1)).toBe(0);
    expect(percentileOf(quantiles, 9)).toBe(1);
  });

  test("is the middle of the span that shares a value", () => {
    expect(percentileOf([0, 0, 0, 0, 1], 0)).toBe(0.375);
    expect(percentileOf([5, 5, 5], 5)).toBe(0.5);
  });
});
