import { expect, test } from "vitest";
import { boundsOf, drawnBound } from "../../../src/viz/report/bounds.ts";

const rule = { stage: "s", rule: "r", documents: 1, alone: 1, reason: null };
const signals = ["word_count", "ratio"];

test("the bound of a rule is found in its words when they name a signal", () => {
  const both = boundsOf({ ...rule, bound: "word_count < 50 OR word_count > 1e5" }, signals);
  expect(both).toMatchObject([
    { rule: "r", signal: "word_count", value: 50, drops: "below" },
    { rule: "r", signal: "word_count", value: 100000, drops: "above" },
  ]);
});

test("where the bound names no signal, the reason does", () => {
  const found = boundsOf({ ...rule, bound: "< 0.1", reason: "ratio 0.05 fails: ratio >= 0.1" }, signals);
  expect(found[0].signal).toBe("ratio");
});

test("words without a known signal and a number have no bound", () => {
  expect(boundsOf({ ...rule, bound: "language <> 'en'", reason: "other > 3" }, signals)).toEqual([]);
});

test("among whole numbers the line stands where kept and dropped part", () => {
  const drawn = (bound: string) => {
    const [found] = boundsOf({ ...rule, bound }, signals);
    const { value, at = value } = drawnBound(found, true);
    return at;
  };
  expect([drawn("word_count < 50"), drawn("word_count <= 50")]).toEqual([50, 51]);
  expect([drawn("word_count > 50"), drawn("word_count >= 50")]).toEqual([51, 50]);
});
