import { describe, expect, test } from "vitest";
import { byFrequency, keepCategories, legendOf } from "../../../src/viz/explore/categories.ts";

const letters = { names: ["a", "b", "c"], codes: Int32Array.from([0, 1, 2, 0, -1, 0, 1]) };

describe("a legend", () => {
  test("has the most frequent values, then other, then none, with their counts", () => {
    const { entries, codes } = legendOf(letters, 1);
    expect(entries).toEqual([
      { name: "a", count: 3, role: "value" },
      { name: "other", count: 3, role: "other" },
      { name: "none", count: 1, role: "none" },
    ]);
    expect([...codes]).toEqual([0, 1, 1, 0, 2, 0, 1]);
  });

  test("has no line for what is not there: no other when all values are shown, no none when every point has one", () => {
    expect(legendOf(letters).entries.map(({ name }) => name)).toEqual(["a", "b", "c", "none"]);
    expect([...legendOf(letters).codes]).toEqual([0, 1, 2, 0, 3, 0, 1]);
    expect(legendOf({ names: ["a"], codes: Int32Array.of(0) }).entries).toHaveLength(1);
  });

  test("tells the rest from a value that is itself called other or none", () => {
    const { entries } = legendOf({ names: ["other", "none", "x"], codes: Int32Array.of(0, 1, 2, -1) }, 2);
    expect(entries.map(({ name, role }) => [name, role])).toEqual([
      ["other", "value"],
      ["none", "value"],
      ["other …", "other"],
      ["none …", "none"],
    ]);
  });
});

describe("keepCategories", () => {
  const kept = (wanted: string[]) => {
    const marks = new Uint8Array(letters.codes.length).fill(1);
    keepCategories(letters, legendOf(letters, 1), wanted, marks);
    return [...marks];
  };

  test("keeps the points of lines of the legend, of other and of none", () => {
    expect(kept(["a"])).toEqual([1, 0, 0, 1, 0, 1, 0]);
    expect(kept(["other", "none"])).toEqual([0, 1, 1, 0, 1, 0, 1]);
  });

  test("keeps the points of a value that has no line of its own", () => {
    expect(kept(["c"])).toEqual([0, 0, 1, 0, 0, 0, 0]);
  });

  test("keeps nothing for a name that nobody has", () => {
    expect(kept(["z"])).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });
});

test("byFrequency puts the most frequent first, ties by name, and leaves what has no category", () => {
  const { names, codes } = byFrequency(["rare", "b", "a"], Int32Array.of(1, 2, 1, 2, 0, -1));
  expect(names).toEqual(["a", "b", "rare"]);
  expect([...codes]).toEqual([1, 0, 1, 0, 2, -1]);
});
