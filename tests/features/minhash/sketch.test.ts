import { describe, expect, test } from "vitest";
import { writeBandKeys } from "../../../src/features/minhash/bands.ts";
import type { Shingles } from "../../../src/features/minhash/shingles.ts";
import { createSketcher } from "../../../src/features/minhash/sketch.ts";

/** Shingles with the given members, each a fixed pseudo-random 64-bit value. */
function shinglesOf(members: readonly number[]): Shingles {
  const low = Uint32Array.from(members, (m) => scramble(2 * m));
  const high = Uint32Array.from(members, (m) => scramble(2 * m + 1));
  return { low, high, count: members.length, slots: new Int32Array() };
}

function scramble(n: number): number {
  let x = Math.imul(n + 1, 0x9e3779b1);
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return (x ^ (x >>> 15)) >>> 0;
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

function agreement(common: number, own: number, trial: number): number {
  const base = trial * 100_000;
  const a = [...range(base, base + common), ...range(base + 10_000, base + 10_000 + own)];
  const b = [...range(base, base + common), ...range(base + 50_000, base + 50_000 + own)];
  const sketch = createSketcher(232, 7);
  const first = sketch(shinglesOf(a)).slice();
  const second = sketch(shinglesOf(b));
  return first.filter((value, i) => value === second[i]).length / first.length;
}

describe.each([
  { common: 4, own: 1 },
  { common: 20, own: 5 },
  { common: 100, own: 100 },
  { common: 1600, own: 200 },
])("sets with $common common members and $own own ones", ({ common, own }) => {
  const truth = common / (common + 2 * own);
  const values = range(0, 300).map((trial) => agreement(common, own, trial));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;

  test("agree in a share of positions that estimates the Jaccard similarity without bias", () => {
    expect(Math.abs(mean - truth)).toBeLessThan(5 * Math.sqrt((truth * (1 - truth)) / 232 / 300));
  });

  test("spread no more than independent permutations would", () => {
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(variance).toBeLessThan((1.4 * truth * (1 - truth)) / 232);
  });
});

test("a sketch does not depend on the order of the shingles, and does on the seed", () => {
  const members = range(0, 50);
  const forward = createSketcher(64, 1)(shinglesOf(members));
  expect(createSketcher(64, 1)(shinglesOf(members.toReversed()))).toEqual(forward);
  expect(createSketcher(64, 2)(shinglesOf(members))).not.toEqual(forward);
});

test("band keys differ between bands even when their values agree, and follow their values", () => {
  const banding = { bands: 3, rows: 2 };
  const keysOf = (sketch: number[]) => {
    const keys = new BigUint64Array(3);
    writeBandKeys(new Uint32Array(keys.buffer), 0, Uint32Array.from(sketch), banding);
    return keys;
  };
  const keys = keysOf([5, 6, 5, 6, 5, 6]);
  expect(new Set(keys).size).toBe(3);
  const other = keysOf([5, 6, 5, 7, 5, 6]);
  expect([other[0] === keys[0], other[1] === keys[1], other[2] === keys[2]]).toEqual([true, false, true]);
});
