import { expect, test } from "vitest";
import { didYouMean, nearest } from "../../src/core/errors.ts";

test("nearest finds the name that a slip of the finger meant", () => {
  expect(nearest("word_cout", ["language", "word_count", "line_count"])).toBe("word_count");
  expect(nearest("WordCount", ["word_count"])).toBe("word_count");
});

test("nearest is silent when nothing is near", () => {
  expect(nearest("perplexity", ["word_count", "url"])).toBeUndefined();
  expect(didYouMean("perplexity", ["word_count"])).toBe("");
});
