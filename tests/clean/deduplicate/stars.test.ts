import { expect, test } from "vitest";
import { stars } from "../../../src/clean/deduplicate/stars.ts";

async function starsOf(...pairs: [a: number, b: number, similarity: number][]): Promise<string[]> {
  const sorted = pairs.map(([a, b, similarity]) => ({ a, b, similarity }));
  const found: string[] = [];
  for await (const { a, b, similarity } of stars(sorted, 10))
    found.push(`${b} is a copy of ${a} at ${similarity}`);
  return found;
}

test("a document near an earlier keeper is its copy", async () => {
  expect(await starsOf([1, 2, 0.9], [1, 3, 0.85])).toEqual([
    "2 is a copy of 1 at 0.9",
    "3 is a copy of 1 at 0.85",
  ]);
});

test("a chain does not merge: what resembles only a copy is kept", async () => {
  expect(await starsOf([1, 2, 0.9], [2, 3, 0.9], [3, 4, 0.9])).toEqual([
    "2 is a copy of 1 at 0.9",
    "4 is a copy of 3 at 0.9",
  ]);
});

test("between keepers the more similar one has the copy, then the one kept first", async () => {
  expect(await starsOf([1, 3, 0.8], [2, 3, 0.9])).toEqual(["3 is a copy of 2 at 0.9"]);
  expect(await starsOf([1, 3, 0.9], [2, 3, 0.9])).toEqual(["3 is a copy of 1 at 0.9"]);
});
