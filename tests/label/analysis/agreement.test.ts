import { expect, test } from "vitest";
import { cohenKappa, fleissKappa, krippendorffAlpha } from "../../../src/label/analysis/agreement.ts";
import { votesFromRows } from "../../../src/label/votes.ts";

const table = (...rows: number[][]) => votesFromRows(rows, ["no", "yes"]);

test("krippendorffAlpha is 1 for full agreement and ignores items with a single vote", () => {
  expect(krippendorffAlpha(table([0, 0], [1, 1], [1, -1]))).toBe(1);
});

test("krippendorffAlpha is 1 - observed / expected disagreement of pairable values", () => {
  // values: no no | yes yes | no yes. Coincidences: 2 disagree of 6; expected (6² - 3² - 3²) / (6 - 1) = 18 / 5.
  expect(krippendorffAlpha(table([0, 0], [1, 1], [0, 1]))).toBeCloseTo(1 - 2 / (18 / 5), 12);
});

test("krippendorffAlpha is NaN when only one label was given", () => {
  expect(krippendorffAlpha(table([1, 1], [1, 1]))).toBeNaN();
});

test("fleissKappa corrects the mean agreement of items by chance", () => {
  // agreement (1 + 1 + 0) / 3, chance 1/4 + 1/4
  expect(fleissKappa(table([0, 0], [1, 1], [0, 1]))).toBeCloseTo((2 / 3 - 1 / 2) / (1 / 2), 12);
});

test("cohenKappa compares two voters on their common items only", () => {
  // common: (0,0) (1,1) (0,1) (1,1): observed 3/4; chance (2·1 + 2·3) / 16 = 1/2
  const votes = table([0, 0], [1, 1], [0, 1], [1, 1], [0, -1], [-1, 1]);
  expect(cohenKappa(votes, 0, 1)).toBeCloseTo((3 / 4 - 1 / 2) / (1 / 2), 12);
});

test("cohenKappa is 1 for two voters that always say the same single label, NaN without common items", () => {
  expect(cohenKappa(table([1, 1], [1, 1]), 0, 1)).toBe(1);
  expect(cohenKappa(table([1, -1], [-1, 1]), 0, 1)).toBeNaN();
});

test("cohenKappa with quadratic weights forgives near labels", () => {
  const near = votesFromRows(
    [
      [0, 1],
      [1, 1],
      [2, 2],
      [0, 0],
    ],
    ["low", "middle", "high"],
  );
  expect(cohenKappa(near, 0, 1, "quadratic")).toBeGreaterThan(cohenKappa(near, 0, 1));
});
