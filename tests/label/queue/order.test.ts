import { describe, expect, test } from "vitest";
import {
  disagreementOrder,
  entropyOf,
  randomOrder,
  sortedBy,
  uncertaintyOrder,
} from "../../../src/label/queue/order.ts";
import { idsOf, numbers } from "./ids.ts";

describe("randomOrder", () => {
  const names = Array.from({ length: 200 }, (_, i) => `document ${i}`);
  const order = (list: readonly string[], seed: number) => {
    const ids = idsOf(list);
    return [...randomOrder(ids, numbers(list.length), seed)].map((number) => ids.at(number));
  };

  test("depends on ids and seed alone: a corpus in another order gives the same", () => {
    expect(order(names, 5)).toEqual(order(names.toReversed(), 5));
    expect(order(names, 5)).not.toEqual(order(names, 6));
    expect(order(names, 5).toSorted()).toEqual(names.toSorted());
  });

  test("documents that come or go leave the others as they are", () => {
    const fewer = names.filter((_, i) => i % 3 > 0);
    expect(order(fewer, 5)).toEqual(order(names, 5).filter((name) => fewer.includes(name)));
  });
});

test("uncertaintyOrder: the least probable label first, then unlabeled, then known; ties as they were given", () => {
  const probability = Float32Array.from([0.9, 0.5, Number.NaN, 0.7, 0.2, 0.5]);
  const known = Uint8Array.from([0, 0, 0, 0, 1, 0]);
  const given = Uint32Array.from([5, 4, 3, 2, 1, 0]);
  expect([...uncertaintyOrder(given, { probability, known })]).toEqual([5, 1, 3, 0, 2, 4]);
});

test("disagreementOrder: the most contested first, the others as they were given", () => {
  const entropy = Float32Array.from([0, 1, 0.8, 0, 1.5]);
  expect([...disagreementOrder(Uint32Array.from([3, 0, 1, 2, 4]), entropy)]).toEqual([4, 1, 2, 3, 0]);
});

test("entropyOf counts labels, not votes: two against two is one bit, four of one kind none", () => {
  const labels = [0, 0, 1, 1, 2, 2, 2, 2, 0, 1, 2];
  expect(entropyOf(labels, 0, 4)).toBe(1);
  expect(entropyOf(labels, 4, 8)).toBe(0);
  expect(entropyOf(labels, 8, 11)).toBeCloseTo(Math.log2(3));
  expect(entropyOf(labels, 8, 9)).toBe(0);
});

test("sortedBy is stable and sorts keys of all 32 bits", () => {
  const keys = [0xffffffff, 0, 0x80000000, 0, 0x7fffffff];
  expect([...sortedBy(numbers(5), (document) => keys[document])]).toEqual([1, 3, 4, 2, 0]);
});
