import { expect, test } from "vitest";
import { countGrams, normalised } from "../../src/label/grams.ts";

const bits = 16;
const grams = (text: string, size?: number) => countGrams(Buffer.from(text), bits, size);
const bag = (text: string) => grams(text).map(({ index, value }) => [[...index], [...value]]);

test("case and punctuation do not matter, in any script", () => {
  expect(bag("Hello, World!")).toEqual(bag("hello world"));
  expect(bag("МОСКВА — город")).toEqual(bag("москва город"));
  expect(bag("a\u00a0b")).toEqual(bag("a b"));
  expect(bag("£1000")).toEqual(bag("1000"));
});

test("a text of n different words has n words and n - 1 pairs", () => {
  const [counted] = grams("one two three four");
  expect(counted.words).toBe(4);
  expect(counted.index.length).toBe(4 + 3);
});

test("each Chinese character is a word", () => {
  expect(grams("你好世界")[0].words).toBe(4);
  expect(grams("hi 你好 there")[0].words).toBe(4);
});

test("a text is cut into stretches of the given words, whose bytes follow each other", () => {
  const stretches = grams("a b c d e", 2);
  expect(stretches.map(({ words }) => words)).toEqual([2, 2, 1]);
  expect(stretches.map(({ start, end }) => [start, end])).toEqual([
    [0, 3],
    [3, 7],
    [7, 9],
  ]);
});

test("a text without words has no stretch", () => {
  expect(grams("")).toEqual([]);
  expect(grams("... !")).toEqual([]);
});

test("normalised keeps signs and scales to length one", () => {
  const { value } = normalised({ index: Int32Array.of(1, 2), value: Float32Array.of(-1, 1) });
  expect([...value]).toEqual([expect.closeTo(-Math.SQRT1_2, 6), expect.closeTo(Math.SQRT1_2, 6)]);
});
