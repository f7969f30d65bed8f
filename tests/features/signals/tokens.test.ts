import { expect, test } from "vitest";
import { batchOf, texts } from "../../../src/core/batch.ts";
import { Document } from "../../../src/features/signals/document.ts";
import { tokensOf } from "./oracle.ts";

function cut(text: string): string[] {
  const column = texts(batchOf({ text: "VARCHAR" }, [{ text }]));
  const { squeezed, offsets, count } = new Document().load(column, 0).tokens;
  return Array.from({ length: count }, (_, t) =>
    Buffer.from(squeezed.slice(offsets[t], offsets[t + 1])).toString(),
  );
}

test.each([
  ["It's a dog, isn't it?", ["It", "'s", "a", "dog", ",", "is", "n't", "it", "?"]],
  [
    "We’ll say they've gone; shouldn't've",
    ["We", "’ll", "say", "they", "'ve", "gone", ";", "should", "n't", "'ve"],
  ],
  ["O'Brien's 'quoted' rock'n'roll", ["O'Brien", "'s", "'", "quoted", "'", "rock'n'roll"]],
  ["well-known -- a---b", ["well", "-", "known", "--", "a", "---", "b"]],
  [
    "The U.S. has 1,000.50 km, e.g. end.Start",
    ["The", "U.S", ".", "has", "1,000.50", "km", ",", "e.g", ".", "end", ".", "Start"],
  ],
  ["wait... #tag ## $5", ["wait", "...", "#", "tag", "#", "#", "$", "5"]],
  ["日本語 カナ、한국어", ["日", "本", "語", "カ", "ナ", "、", "한국어"]],
  ["cafe\u0301 naïve can\u00adnot क्षि", ["cafe\u0301", "naïve", "can\u00adnot", "क्षि"]],
  ["👨‍👩 a\u00a0b\u2028c", ["👨", "\u200d", "👩", "a", "b", "c"]],
])("%s", (text, expected) => {
  expect(cut(text)).toEqual(expected);
  expect(tokensOf(text)).toEqual(expected);
});
