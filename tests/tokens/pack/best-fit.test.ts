import fc from "fast-check";
import { expect, test } from "vitest";
import { bestFit } from "../../../src/tokens/pack/best-fit.ts";

test("the example of the paper: 14, 7, 5, 2 and 3 tokens in windows of 8 are 4 windows with one document cut", () => {
  const { windows, cut } = bestFit([14, 7, 5, 2, 3], 8);
  const lengths = windows.map((window) => window.map(({ length }) => length));
  expect(lengths).toEqual([[8], [7], [6, 2], [5, 3]]);
  expect(cut).toBe(1);
});

test("every token lies in one window, none overflows, and what fits is not cut", () => {
  const anyLengths = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 60 });
  fc.assert(
    fc.property(anyLengths, fc.integer({ min: 1, max: 20 }), (lengths, capacity) => {
      const { windows } = bestFit(lengths, capacity);
      for (const window of windows)
        expect(window.reduce((sum, { length }) => sum + length, 0)).toBeLessThanOrEqual(capacity);
      lengths.forEach((length, document) => {
        const segments = windows.flat().filter((segment) => segment.document === document);
        segments.sort((a, b) => a.start - b.start);
        expect(segments.reduce((sum, segment) => sum + segment.length, 0)).toBe(length);
        expect(segments.length).toBe(Math.ceil(length / capacity));
        segments.forEach((segment, i) => {
          expect(segment.start).toBe(i * capacity);
        });
      });
    }),
    { seed: 1, numRuns: 500 },
  );
});

test("a piece goes to the fullest window that has room", () => {
  const { windows } = bestFit([6, 5, 3, 2], 8);
  expect(windows.map((window) => window.map(({ length }) => length))).toEqual([
    [6, 2],
    [5, 3],
  ]);
});

test("nothing to pack is nothing packed", () => {
  expect(bestFit([], 8)).toEqual({ windows: [], cut: 0, utilisation: 1 });
});
