import { expect, test } from "vitest";
import { countSentences } from "../../../src/features/signals/sentences.ts";
import { naiveSentences } from "./oracle.ts";

test.each([
  ["", 0],
  ["no end", 1],
  ["One. Two! Three? Four", 4],
  ['"Really?" he said. (Yes.) So…', 4],
  ["Wait... what?! Well.", 3],
  ["Dr. Smith met J. Doe and Mrs. Roe vs. nobody. End.", 2],
  ["Version 1.2.3 of example.com is here.", 1],
  ["一つ。二つ！三つ", 3],
  ["क ख। ग घ॥", 2],
  ["It was Prof. éa. Then", 2],
])("%s", (line, sentences) => {
  const bytes = Buffer.from(`${line}\n`);
  expect(countSentences(bytes, 0, bytes.length - 1)).toBe(sentences);
  expect(naiveSentences(line)).toBe(sentences);
});
