import { expect, test } from "vitest";
import { bandsFor, chanceOfFinding } from "../../../src/features/minhash/s-curve.ts";

test("the S-curve of 14 × 8 is the published one (FineWeb: 56, 77, 92 and 98.8 % at 0.7 to 0.85)", () => {
  const curve = [0.7, 0.75, 0.8, 0.85].map((s) => chanceOfFinding(s, { bands: 14, rows: 8 }));
  expect(curve.map((p) => Math.round(p * 1000) / 1000)).toEqual([0.565, 0.772, 0.924, 0.988]);
});

test.each([0.02, 0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 1])(
  "at threshold %d a pair is found with a chance of 0.995, on at most 256 values",
  (threshold) => {
    const banding = bandsFor(threshold);
    expect(banding.bands * banding.rows).toBeLessThanOrEqual(256);
    if (threshold > 0.03) expect(chanceOfFinding(threshold, banding)).toBeGreaterThanOrEqual(0.995);
  },
);

test("the banding is the most selective one: a row more would need more values or find less", () => {
  const banding = bandsFor(0.8);
  expect(banding).toEqual({ bands: 29, rows: 8 });
  expect(chanceOfFinding(0.8, { bands: 28, rows: 8 })).toBeLessThan(0.995);
  expect(chanceOfFinding(0.8, { bands: Math.floor(256 / 9), rows: 9 })).toBeLessThan(0.995);
});

test("identical texts are always found, strangers never", () => {
  expect(chanceOfFinding(1, bandsFor(0.8))).toBe(1);
  expect(chanceOfFinding(0, bandsFor(0.8))).toBe(0);
  expect(bandsFor(1)).toEqual({ bands: 1, rows: 256 });
});
