import fc from "fast-check";
import { expect, test } from "vitest";
import { createWords, scanWords, type WordKind } from "../../../src/features/minhash/words.ts";

function hashes(text: string, kind: WordKind = "runs"): string[] {
  const words = createWords();
  const bytes = Buffer.from(text);
  scanWords(words, bytes, 0, bytes.length, kind);
  return Array.from({ length: words.count }, (_, i) => `${words.hashes[2 * i]}:${words.hashes[2 * i + 1]}`);
}

/** The definition: maximal runs of letters and digits, lower-cased by JavaScript. */
function wordsOf(text: string): string[] {
  return (text.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => word.toLowerCase());
}

const letters = fc.constantFrom(
  ..."aZ09 é\u0301ΣσςΑİiIßẞǅДж漢字かな한ñ,.-_—“”٣๓ⅣK\u{10400}\u{1F600}\ud800\n",
);
const texts = fc.oneof(fc.string({ unit: letters }), fc.string({ unit: "binary" }), fc.string());

test("words are maximal runs of letters and digits in lower case: equal words have equal hashes, others differ", () => {
  const known = new Map<string, string>();
  const owner = new Map<string, string>();
  fc.assert(
    fc.property(texts, (text) => {
      const words = wordsOf(text.toWellFormed());
      const found = hashes(text);
      expect(found.length).toBe(words.length);
      words.forEach((word, i) => {
        expect(found[i]).toBe(known.get(word) ?? found[i]);
        expect(owner.get(found[i]) ?? word).toBe(word);
        known.set(word, found[i]);
        owner.set(found[i], word);
      });
    }),
    { numRuns: 3000, seed: 1 },
  );
});

test("case is folded as toLowerCase folds it: a final sigma and a dotted İ included", () => {
  expect(hashes("İZMİR")).toHaveLength(1);
  expect(hashes("İZMİR")).not.toEqual(hashes("izmir"));
  expect(hashes("ΟΔΟΣ")).toEqual(hashes("οδος"));
  expect(hashes("ΟΔΟΣ")).not.toEqual(hashes("οδοσ"));
  expect(hashes("ÉCOLE")).toEqual(hashes("école"));
});

test("a run of Chinese is one word, or a word per character where that is asked for", () => {
  expect(hashes("公共汽车 bus")).toHaveLength(2);
  expect(hashes("公共汽车bus 9路", "characters")).toEqual(
    [..."公共汽车", "bus", "9", "路"].flatMap((word) => hashes(word)),
  );
});

test("bytes that are not UTF-8 separate words and are never read past the end", () => {
  const words = createWords();
  const bytes = Uint8Array.from([0x61, 0xff, 0x62, 0xc3, 0x28, 0xe2, 0x82]);
  scanWords(words, bytes, 0, bytes.length, "runs");
  expect(words.count).toBe(2);
});

test("a text longer than the scratch memory keeps all its words", () => {
  const text = Array.from({ length: 20_000 }, (_, i) => `w${i}`).join(" ");
  expect(new Set(hashes(text)).size).toBe(20_000);
});
