import { describe, expect, test } from "vitest";
import { duplicatePairs } from "../../../src/clean/deduplicate/duplicate-pairs.ts";
import { dataRecords, hasData } from "../../data.ts";

/** A text with every fiftieth character, where it is a letter, replaced by another of the text. */
function edited(text: string): string {
  const characters = Array.from(text);
  return characters
    .map((character, i) =>
      i % 50 === 17 && /\p{L}/u.test(character) ? characters[(i * 7) % characters.length] : character,
    )
    .join("");
}

describe.skipIf(!hasData)("near copies in scripts without spaces, one letter in fifty changed", () => {
  test.each(["zh", "zh_TW", "ja", "th"])(
    "%s: found by default, nearly all missed when a run is a word",
    async (lang) => {
      const texts = dataRecords<{ lang: string; text: string }>("languages.jsonl.gz")
        .filter((record) => record.lang === lang && record.text.length >= 60)
        .map(({ text }) => text);
      const ids = texts.flatMap((_, i) => [`text ${i}`, `copy ${i}`]);
      const both = texts.flatMap((text) => [text, edited(text)]);
      const share = async (words?: "runs") => {
        const pairs = await duplicatePairs(ids, both, { threshold: 0.5, words });
        return pairs.filter(({ a, b }) => a.split(" ")[1] === b.split(" ")[1]).length / texts.length;
      };
      expect(texts.length).toBeGreaterThan(30);
      expect(await share()).toBeGreaterThan(0.98);
      expect(await share("runs")).toBeLessThan(0.5);
    },
  );
});
