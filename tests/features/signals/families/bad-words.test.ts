import { describe, expect, test } from "vitest";
import { Document } from "../../../../src/features/signals/document.ts";
import { badWords } from "../../../../src/features/signals/families/index.ts";
import { PhraseMatcher } from "../../../../src/features/signals/families/phrase-matcher.ts";
import { measuredBy } from "./measured.ts";
import { randomTexts } from "./random-texts.ts";

const count = async (text: string, language: string | null = "en", options = {}) =>
  (await measuredBy([badWords(options)], [{ text, language }]))[0].bad_word_count;

describe("bad words", () => {
  test.each([
    ["Shit happens.", 1],
    ["SHIT, shit; (shit)", 3],
    ["Shitake and Scunthorpe", 0],
    ["a blow job for the wind", 1],
    ["a blow  job", 0],
    ["shit_happens shit2 éshit", 0],
    ["shit-storm", 1],
    ["", 0],
  ])("%j has %i: literal, in any case, between characters of no word", async (text, expected) => {
    expect(await count(text)).toBe(expected);
  });

  test("scripts without spaces need no boundary; letters outside ASCII are folded", async () => {
    expect(await count("これは無修正動画です", "ja")).toBe(1);
    expect(await count("這是色情網站", "zh-Hant")).toBe(1);
    expect(await count("ХУЙНЯ какая-то, хуйнями", "ru")).toBe(1);
    expect(await count("CABRÓN", "es")).toBe(1);
  });

  test("the list is that of the language; unknown languages have the fallback or none", async () => {
    const [row] = await measuredBy([badWords()], [{ text: "Scheiße, shit, Arschloch", language: "de" }]);
    expect(row).toEqual({ bad_word_list: "de", bad_word_count: 1, bad_word_ratio: 1 / 3 });
    expect(await count("shit", null)).toBe(1);
    expect(await count("shit", "xx", { fallback: null })).toBeNull();
  });

  test("a list of the user takes the place of ours; its entries are literal", async () => {
    const options = { lists: { en: ["darn", "a.b", "Ärger"] } };
    expect(await count("Darn it, shit, axb a.b ärger", "en", options)).toBe(3);
  });

  test("counts as a regular expression with \\W around each phrase would", () => {
    const phrases = ["fuck", "bullshit", "the", "lorem ipsum", "a", "é", "и", "日本", "3.14"];
    const matcher = new PhraseMatcher(phrases, "words");
    const document = new Document();
    for (const text of randomTexts(300)) {
      const bytes = Buffer.from(text);
      document.load({ bytes, offsets: Int32Array.from([0, bytes.length]), length: 1 }, 0);
      const expected = phrases
        .map(
          (phrase) =>
            new RegExp(`(?<![\\p{L}\\p{N}_])${phrase.replace(".", "\\.")}(?![\\p{L}\\p{N}_])`, "giu"),
        )
        .reduce((sum, pattern) => sum + (text.match(pattern) ?? []).length, 0);
      expect(matcher.count(document), text).toBe(expected);
    }
  });
});
