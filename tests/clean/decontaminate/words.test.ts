import { describe, expect, it } from "vitest";
import type { Normalisation } from "../../../src/clean/decontaminate/letters.ts";
import { normalised } from "../../../src/clean/decontaminate/words.ts";
import { dataRecords, hasData } from "../../data.ts";
import { randomText } from "./random-text.ts";

const all: Normalisation = {
  lowercase: true,
  numbers: true,
  punctuation: true,
  accents: true,
  dates: false,
  characters: false,
};
const none: Normalisation = { ...all, lowercase: false, numbers: false, punctuation: false, accents: false };

/** The published simplification, step by step over the whole text, by regular expressions. */
function simplified(text: string, rules: Normalisation): string {
  let out = text.toWellFormed().replaceAll("\ufffd", rules.punctuation ? " " : "\ufffd");
  if (rules.lowercase)
    out = Array.from(out, (char) => char.toLowerCase())
      .join("")
      .replaceAll("ς", "σ");
  if (rules.numbers) out = out.replace(/\p{Nd}+([.,،٫⎖⎗⎘]\p{Nd}+)?/gu, "0");
  out = out.replace(/[\s\u200b\p{Z}\p{Cc}]/gu, " ").replace(/\p{Cf}/gu, "");
  if (rules.punctuation) out = out.replace(/[^\p{L}\p{N}\p{M}\s]/gu, " ");
  if (rules.accents) out = out.normalize("NFD").replace(/\p{M}/gu, "");
  return out
    .split(/\s+/u)
    .filter((word) => word !== "")
    .join(" ");
}

describe("normalised words", () => {
  it("are lower-cased, without accents and punctuation, numbers alike", () => {
    expect(normalised("The CAFÉ's  1,234 — or 3.14?\n“Straße”", all)).toBe("the cafe s 0 or 0 straße");
  });

  it.each([
    ["lowercase", { lowercase: false }, "The Cat", "The Cat"],
    ["numbers", { numbers: false }, "in 1984, 3.5", "in 1984 3 5"],
    ["punctuation", { punctuation: false }, "don't stop!", "don't stop!"],
    ["accents", { accents: false }, "Café", "café"],
    [
      "dates",
      { dates: true },
      "On Monday the Mayor may come in May",
      "on weekday the mayor month come in month",
    ],
    ["characters", { characters: true }, "量子 mechanics 力", "量 子 mechanics 力"],
  ])("without or with %s", (_name, change, text, expected) => {
    expect(normalised(text, { ...all, ...change })).toBe(expected);
  });

  it("with capitals kept, only a capital makes a weekday", () => {
    expect(normalised("monday Monday", { ...all, lowercase: false, dates: true })).toBe("monday weekday");
  });

  it("do not see soft hyphens, joiners and byte order marks, and part at zero-width spaces", () => {
    expect(normalised("\ufeffeval\u00aduation na\u200dme one\u200btwo", all)).toBe("evaluation name one two");
  });

  it.each([
    ["everything", all],
    ["no numbers", { ...all, numbers: false }],
    ["no accents", { ...all, accents: false }],
    ["nothing", none],
  ])("agree with regular expressions on random texts: %s", (_name, rules) => {
    for (let seed = 1; seed <= 400; seed++) {
      const text = randomText(seed, 60);
      expect(normalised(text, rules)).toBe(simplified(text, rules));
    }
  });

  it.skipIf(!hasData)("agree with regular expressions on texts in 26 languages", () => {
    for (const { text } of dataRecords<{ text: string }>("languages.jsonl.gz").slice(0, 1500))
      expect(normalised(text, all)).toBe(simplified(text, all));
  });

  it("of hostile texts come in linear time", () => {
    const texts = [
      "",
      " \t\n ",
      "\0".repeat(1e6),
      "a".repeat(1e6),
      "1.".repeat(5e5),
      "é\u0301".repeat(3e5),
      "字".repeat(3e5),
    ];
    expect(texts.map((text) => normalised(text, all).length)).toEqual([0, 0, 0, 1e6, 499_999, 3e5, 3e5]);
  });
});
