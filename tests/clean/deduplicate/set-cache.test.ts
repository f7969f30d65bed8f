import { expect, test } from "vitest";
import { SetCache } from "../../../src/clean/deduplicate/set-cache.ts";

const entry = (rank: number) => ({ rank, set: new Float64Array(100) });

test("gives up the least recently used set when the bytes run out", () => {
  const cache = new SetCache(2000);
  cache.put(1, entry(1));
  cache.put(2, entry(2));
  expect(cache.get(1)?.rank).toBe(1);
  cache.put(3, entry(3));
  expect([1, 2, 3].map((place) => cache.get(place)?.rank)).toEqual([1, undefined, 3]);
});

test("always holds the last one, however large", () => {
  const cache = new SetCache(10);
  cache.put(1, entry(1));
  cache.put(2, entry(2));
  expect([cache.get(1), cache.get(2)?.rank]).toEqual([undefined, 2]);
});
