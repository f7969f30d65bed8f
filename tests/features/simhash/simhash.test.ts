import { expect, test } from "vitest";
import { createShingles, type Shingles } from "../../../src/features/minhash/shingles.ts";
import { measure } from "../../../src/features/minhash/signature.ts";
import { createWords } from "../../../src/features/minhash/words.ts";
import { chanceOfDifference, chanceWithin, createSimHasher } from "../../../src/features/simhash/simhash.ts";

function shinglesOf(text: string): Shingles {
  const shingles = createShingles();
  const bytes = Buffer.from(text);
  measure(createWords(), shingles, { words: "runs", shingle: 5 }, bytes, 0, bytes.length);
  return shingles;
}

function simhash(shingles: Shingles): bigint {
  const out = new BigUint64Array(1);
  createSimHasher()(shingles, new Uint32Array(out.buffer), 0);
  return out[0];
}

/** The definition, bit by bit. */
function plain({ low, high, count }: Shingles): bigint {
  let hash = 0n;
  for (let bit = 0; bit < 64; bit++) {
    const half = bit < 32 ? low : high;
    let votes = 0;
    for (let i = 0; i < count; i++) votes += (half[i] >>> (bit % 32)) & 1 ? 1 : -1;
    if (votes > 0) hash |= 1n << BigInt(bit);
  }
  return hash;
}

const bits = (hash: bigint) => hash.toString(2).replaceAll("0", "").length;
const words = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => `w${from + i}`).join(" ");

test.each([0, 1, 4, 5, 6, 100, 259, 260, 5000])(
  "of %d words: the majority of each bit over the shingles",
  (count) => {
    const shingles = shinglesOf(words(0, count));
    expect(simhash(shingles)).toBe(plain(shingles));
  },
);

test("the order of the shingles does not matter, and nothing gives 0", () => {
  const shingles = shinglesOf(words(0, 300));
  const reversed = {
    ...shingles,
    low: shingles.low.slice(0, shingles.count).reverse(),
    high: shingles.high.slice(0, shingles.count).reverse(),
  };
  expect(simhash(reversed)).toBe(simhash(shingles));
  expect(simhash(shinglesOf("!?"))).toBe(0n);
});

test("the share of different bits is the angle over π: over 200 pairs within 1 % of it", () => {
  const similarity = 375 / 625; // 500 shingles each, shifted by 125
  let different = 0;
  for (let pair = 0; pair < 200; pair++) {
    const start = 10_000 * pair;
    const [a, b] = [shinglesOf(words(start, start + 504)), shinglesOf(words(start + 125, start + 629))];
    different += bits(simhash(a) ^ simhash(b));
  }
  expect(Math.abs(different / 200 / 64 - chanceOfDifference(similarity))).toBeLessThan(0.01);
});

test("the chance of being within the distance: certain for equal sets, a binomial sum else", () => {
  expect(chanceWithin(1, 0)).toBe(1);
  expect(chanceWithin(0.5, 64)).toBeCloseTo(1, 9);
  const p = chanceOfDifference(0.9);
  expect(chanceWithin(0.9, 1)).toBeCloseTo((1 - p) ** 64 + 64 * p * (1 - p) ** 63, 12);
  // Figures of this page of the docs: three bits are few.
  expect(chanceWithin(0.8, 3)).toBeLessThan(0.02);
});
