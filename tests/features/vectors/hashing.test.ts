import { expect, test } from "vitest";
import { makeFeatureCounter } from "../../../src/features/vectors/hashing.ts";

function features(text: string, words = 100): Map<number, number> {
  const counter = makeFeatureCounter(words);
  const bytes = Buffer.from(text);
  const length = counter.count(bytes, 0, bytes.length);
  return new Map(Array.from({ length }, (_, i) => [counter.buckets[i], counter.weights[i]]));
}

test("a text of n distinct words has n words and n - 1 pairs", () => {
  expect(features("the quick brown fox").size).toBe(4 + 3);
});

test("case, punctuation and spacing make no difference", () => {
  expect(features("The  QUICK, brown\nfox!")).toEqual(features("the quick brown fox"));
  expect(features("ÉTÉ Привет ΛΌΓΟΣ")).toEqual(features("été привет λόγοσ"));
});

test("the weight of a word is 1 + ln of its count, with a sign", () => {
  const weights = [...features("whale whale whale").values()].map(Math.abs);
  expect(weights).toHaveLength(2);
  expect(weights[0]).toBeCloseTo(1 + Math.log(3), 5);
  expect(weights[1]).toBeCloseTo(1 + Math.log(2), 5);
});

test("Chinese, Japanese and Thai count pairs and triples of characters", () => {
  expect(features("鲸鱼游泳").size).toBe(3 + 2);
  expect(features("くじら").size).toBe(2 + 1);
  expect(features("ปลา").size).toBe(2 + 1);
});

test("reading stops after the given number of words", () => {
  expect(features("one two three four five six", 2)).toEqual(features("one two"));
});

test("an empty text, and one without letters, has no feature", () => {
  expect(features("").size).toBe(0);
  expect(features("… — 🐳 !!!").size).toBe(0);
});

test("bytes cut in the middle of a character do not read past the end", () => {
  const bytes = Buffer.from("鲸鱼游").subarray(0, 8);
  const counter = makeFeatureCounter(10);
  expect(() => counter.count(bytes, 0, bytes.length)).not.toThrow();
});
