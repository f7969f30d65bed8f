import { describe, expect, test } from "vitest";
import { folded, indexText, indexWords, piecesOf, runsOf } from "../../../src/io/search/words.ts";

describe("folded", () => {
  test("drops accents, width and ligatures, and leaves letter case", () => {
    expect(folded("Ａｂｃ ﬁne naïve Ёлка ά")).toBe("Abc fine naive Елка α");
  });

  test("keeps the vowel signs of Devanagari and Thai, the marks of kana, and whole Hangul", () => {
    for (const text of ["हिन्दी", "ภาษาไทย", "がぎぐ", "한국어"]) expect(folded(text)).toBe(text);
    expect(folded("か\u3099")).toBe("が");
  });
});

describe("indexText", () => {
  test("writes a run without spaces as pairs and its last character", () => {
    expect(indexText("東京都に").trim()).toBe("東京 京都 都に に");
    expect(indexText("木").trim()).toBe("木");
  });

  test("parts scripts, and leaves spaced words as they are", () => {
    expect(indexText("GPT東京 ok").split(/\s+/)).toEqual(["GPT", "東京", "京", "ok"]);
    expect(indexText("The mill, 1800.")).toBe("The mill, 1800.");
  });

  test("counts a character beyond the basic plane as one", () => {
    expect(indexText("𠀀𠀁").trim()).toBe("𠀀𠀁 𠀁");
  });
});

describe("indexWords", () => {
  test("are the pairs of a run: the last character alone would ask that the run ends there", () => {
    expect(indexWords("東京都")).toEqual({ words: ["東京", "京都"], isBeginning: false });
  });

  test("of one character is the beginning of a pair", () => {
    expect(indexWords("東")).toEqual({ words: ["東"], isBeginning: true });
  });

  test("keep the last character of a run inside a phrase, where the text has it too", () => {
    expect(indexWords("東京 GPT").words).toEqual(["東京", "京", "GPT"]);
    expect(indexText("東京GPT").trim().split(/\s+/)).toEqual(["東京", "京", "GPT"]);
  });

  test("are none for punctuation, space and emoji", () => {
    for (const text of ["", " ", "—…!?", "😀"]) expect(indexWords(text).words).toEqual([]);
  });
});

test("piecesOf gives words and single characters of runs with their places", () => {
  expect(piecesOf("Ünder 東京!")).toEqual([
    { start: 0, end: 5, word: "under" },
    { start: 6, end: 7, word: "東" },
    { start: 7, end: 8, word: "京" },
  ]);
});

test("runsOf gives words and whole runs in lower case", () => {
  expect(runsOf('"GPT東京" — Fine')).toEqual(["gpt", "東京", "fine"]);
});
