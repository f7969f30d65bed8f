import { expect, test } from "vitest";
import { tableMasks } from "../../../src/features/simhash/tables.ts";

const bits = (mask: bigint) => mask.toString(2).replaceAll("0", "").length;

test("10 tables of 25 or 26 bits for a distance of 3; one of all bits for 0", () => {
  expect(tableMasks(0)).toEqual([2n ** 64n - 1n]);
  expect(tableMasks(3)).toHaveLength(10);
  expect(new Set(tableMasks(3).map(bits))).toEqual(new Set([25, 26]));
});

test.each([1, 2, 3, 4, 5])(
  "any %d different bits leave at least one table untouched, and every key has 24 bits or more",
  (distance) => {
    const masks = tableMasks(distance);
    expect(Math.min(...masks.map(bits))).toBeGreaterThanOrEqual(24);
    let state = distance;
    for (let trial = 0; trial < 2000; trial++) {
      let difference = 0n;
      for (let k = 0; k < distance; k++) {
        state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
        difference |= 1n << BigInt((state >>> 8) % 64);
      }
      expect(masks.some((mask) => (mask & difference) === 0n)).toBe(true);
    }
  },
);

test("one bit more can touch every table", () => {
  const masks = tableMasks(3);
  const difference = [0n, 13n, 26n, 39n].reduce((sum, bit) => sum | (1n << bit), 0n);
  expect(masks.some((mask) => (mask & difference) === 0n)).toBe(false);
});
