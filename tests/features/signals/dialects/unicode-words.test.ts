import { expect, test } from "vitest";
import { UnicodeWords } from "../../../../src/features/signals/dialects/unicode-words.ts";
import { Document } from "../../../../src/features/signals/document.ts";

const document = new Document();

function wordsOf(text: string): string[] {
  const bytes = Buffer.from(text);
  document.load({ bytes, offsets: Int32Array.from([0, bytes.length]), length: 1 }, 0);
  const { words } = document.reading(UnicodeWords);
  return Array.from({ length: words.count }, (_, w) =>
    Buffer.from(words.squeezed.subarray(words.offsets[w], words.offsets[w + 1])).toString(),
  );
}

test.each([
  ["The quick (“brown”) fox can’t jump 32.3 feet, right?", "The quick brown fox can’t jump 32.3 feet right"],
  ["a.b 1.2 a.1 1.a x:y e.g.", "a.b 1.2 a 1 1 a x:y e.g"],
  ["1,000 a,b 1;2", "1,000 a b 1;2"],
  ["snake_case _private 3D", "snake_case 3D"],
  ["e\u0301te\u0301 co\u00adop a\u200db", "e\u0301te\u0301 co\u00adop a\u200db"],
  ["ג׳ורג' צה\"ל", "ג׳ורג' צה\"ל"],
  ["カタカナ漢字ひら", "カタカナ 漢 字 ひ ら"],
  ["ไทย 한국어", "ไ ท ย 한국어"],
  ["🇩🇪a 👨‍👩‍👧b", "a b"],
])("Unicode text segmentation, what begins with a letter or a number: %s", (text, words) => {
  expect(wordsOf(text).join(" ")).toBe(words);
});
