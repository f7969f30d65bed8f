import { describe, expect, test } from "vitest";
import { dialectFamilies } from "../../../../src/features/signals/dialects/index.ts";
import { measured } from "../measured.ts";

const signalsOf = async (text: string) => (await measured([text], dialectFamilies))[0];
const million = 1_000_000;

describe("no text breaks a dialect or gives a number that is none", () => {
  test.each([
    ["empty", ""],
    ["one newline", "\n"],
    ["white space", " \t\n\u00a0\u3000\u2028\n\n "],
    ["NUL", "a\0b\0\0c"],
    ["a lone surrogate", "a \ud800 b"],
    ["combining marks only", "\u0301\u0301 \u0301"],
    ["right to left", "שלום עולם! مرحبا بالعالم."],
    ["no spaces", "吾輩は猫である。名前はまだ無い。ฉันรักเธอ"],
    ["punctuation", "... !!! ??? --- ###"],
    ["one endless line", "word ".repeat(200_000)],
    ["a million words", "a b\n".repeat(million / 2)],
    ["an endless word", "x".repeat(million)],
    ["endless marks", `a${"\u0301".repeat(million)}b`],
    ["endless full stops", `a${".".repeat(million)}`],
    ["letters and marks in turn", "a'".repeat(million / 2)],
    ["stops and blanks in turn", ". ".repeat(million / 2)],
    ["endless newlines", "\n".repeat(million)],
    ["a quote before endless joiners", `א"${"\u200d".repeat(million / 3)}`],
  ])("%s", async (_, text) => {
    for (const [name, value] of Object.entries(await signalsOf(text)))
      if (typeof value === "number")
        expect(Number.isFinite(value) && value >= 0, `${name}: ${value}`).toBe(true);
  });
});

test("an empty text is 0, or null where there is nothing to divide by", async () => {
  expect(await signalsOf("")).toMatchObject({
    dolma_word_count: 0,
    dolma_top_2gram_char_ratio: null,
    dolma_duplicate_line_ratio: 0,
    dclm_line_count: 0,
    dclm_mean_word_length: 0,
    redpajama_mean_word_length: null,
    redpajama_ellipsis_line_ratio: null,
    dolma_c4_line_count: 1,
  });
});

test("a document does not change what is measured of the next one", async () => {
  const texts = ["x y z ".repeat(5000), "", "é à the the", "a b a b\n\na b a b", "x y z ".repeat(5000)];
  const together = await measured(texts, dialectFamilies);
  for (const [i, text] of texts.entries()) {
    const [alone] = await measured([text], dialectFamilies);
    expect({ ...together[i], id: "d0" }).toEqual(alone);
  }
});
