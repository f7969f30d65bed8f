import { expect, it } from "vitest";
import { countWords } from "../../../src/clean/extract/words.ts";

it.each([
  ["", 0],
  ["don't stop, 24/7", 4],
  ["naïve Ångström_x", 2],
  ["我们去北京 2008", 6],
  ["한국어 문장", 2],
  ["हिन्दी में", 2],
])("countWords(%j) = %i: runs of letters and digits, single Chinese characters and kana", (text, words) => {
  expect(countWords(text)).toBe(words);
});
