import { describe, expect, it } from "vitest";
import { bloomSize, createBloom, enter, mayHold } from "../../../src/clean/decontaminate/bloom.ts";
import { makeRandom } from "../../../src/features/vectors/random.ts";

function hashes(count: number, seed: number): [number, number][] {
  const random = makeRandom(seed);
  return Array.from({ length: count }, () => [random.below(2 ** 32), random.below(2 ** 32)]);
}

/** Share of strangers that a filter takes for members: (1 - e^(-kn/m))^k, Bloom 1970. */
function theory(size: number, functions: number, keys: number): number {
  return (1 - Math.exp((-functions * keys) / size)) ** functions;
}

describe("a Bloom filter", () => {
  it("knows everything that was entered", () => {
    const filter = createBloom(bloomSize(5000, 1e-6));
    const members = hashes(5000, 1);
    for (const [low, high] of members) enter(filter, low, high);
    expect(members.every(([low, high]) => mayHold(filter, low, high))).toBe(true);
  });

  it.each([
    [2 ** 16, 4],
    [2 ** 17, 7],
    [2 ** 20, 10],
    [65_537, 4],
    [100_003, 5],
    [1_000_000, 7],
    [96 * 1024, 3],
  ])(
    "of %i bits and %i hashes has its share of false positives within a fifth of theory",
    (size, functions) => {
      const filter = createBloom({ size, hashes: functions });
      const keys = Math.round((size * Math.LN2) / functions);
      for (const [low, high] of hashes(keys, 2)) enter(filter, low, high);
      const strangers = hashes(400_000, 3);
      const rate = strangers.filter(([low, high]) => mayHold(filter, low, high)).length / strangers.length;
      expect(rate / theory(size, functions, keys)).toBeGreaterThan(0.8);
      expect(rate / theory(size, functions, keys)).toBeLessThan(1.2);
    },
  );

  it("uses all of its bits, whatever its size: about half are set when it is full", () => {
    for (const size of [2 ** 16, 2 ** 16 + 1, 50_000, 64]) {
      const filter = createBloom({ size, hashes: 4 });
      for (const [low, high] of hashes(Math.round((size * Math.LN2) / 4), 4)) enter(filter, low, high);
      let set = 0;
      for (let bit = 0; bit < size; bit++) set += (filter.bits[bit >>> 5] >>> (bit & 31)) & 1;
      expect(set / size).toBeGreaterThan(0.4);
      expect(set / size).toBeLessThan(0.6);
    }
  });

  it.each([0, 1, 1000])("for %i grams promises the share it was asked for", (keys) => {
    const { size, hashes: functions } = bloomSize(keys, 1e-3);
    expect(theory(size, functions, keys)).toBeLessThanOrEqual(1.05e-3);
  });
});
