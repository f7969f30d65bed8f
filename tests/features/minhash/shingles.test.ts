import fc from "fast-check";
import { expect, test } from "vitest";
import { jaccard, type ShingleSet, shingleSet } from "../../../src/features/minhash/jaccard.ts";
import { collectShingles, createShingles } from "../../../src/features/minhash/shingles.ts";
import { createWords, scanWords } from "../../../src/features/minhash/words.ts";

const words = createWords();
const shingles = createShingles();

function setOf(text: string, size = 5): ShingleSet {
  const bytes = Buffer.from(text);
  scanWords(words, bytes, 0, bytes.length, "runs");
  collectShingles(shingles, words, size);
  return shingleSet(shingles);
}

/** The gold definition on strings. */
function expectedSet(text: string, size: number): Set<string> {
  const all = text.split(" ").filter((word) => word !== "");
  if (all.length === 0) return new Set();
  const length = Math.min(size, all.length);
  return new Set(
    Array.from({ length: all.length - length + 1 }, (_, i) => all.slice(i, i + length).join(" ")),
  );
}

const text = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 40 }).map((list) => list.join(" "));

test("the similarity is |A ∩ B| / |A ∪ B| of the sets of word sequences, exactly", () => {
  fc.assert(
    fc.property(text, text, fc.integer({ min: 1, max: 6 }), (one, two, size) => {
      const [a, b] = [expectedSet(one, size), expectedSet(two, size)];
      const common = [...a].filter((shingle) => b.has(shingle)).length;
      const expected = a.size + b.size === 0 ? 0 : common / (a.size + b.size - common);
      expect(setOf(one, size)).toHaveLength(a.size);
      expect(jaccard(setOf(one, size), setOf(two, size))).toBe(expected);
    }),
    { numRuns: 2000, seed: 2 },
  );
});

test("the order of words counts", () => {
  expect(jaccard(setOf("one two three four five"), setOf("one two three five four"))).toBe(0);
});

test("a text shorter than a shingle has one shingle of all its words, and none without words", () => {
  expect(jaccard(setOf("Hello, world!"), setOf("hello world"))).toBe(1);
  expect(setOf("hello world")).toHaveLength(1);
  expect(jaccard(setOf("a b c d"), setOf("a b c d e"))).toBe(0);
  expect(setOf("?! —")).toHaveLength(0);
  expect(jaccard(setOf(""), setOf(""))).toBe(0);
});

test("with a bound, pairs at or above it keep their value and others stay below it", () => {
  fc.assert(
    fc.property(text, text, fc.double({ min: 0.01, max: 1, noNaN: true }), (one, two, bound) => {
      const [a, b] = [setOf(one, 2), setOf(two, 2)];
      const exact = jaccard(a, b);
      if (exact >= bound) expect(jaccard(a, b, bound)).toBe(exact);
      else expect(jaccard(a, b, bound)).toBeLessThan(bound);
    }),
    { numRuns: 2000, seed: 3 },
  );
});

test("4 of 5 sequences in common of 6 in all", () => {
  const a = setOf("a b c d e f", 2);
  const b = setOf("a b c d e g", 2);
  expect(jaccard(a, b)).toBe(4 / 6);
  expect(jaccard(a, b, 4 / 6)).toBe(4 / 6);
});
