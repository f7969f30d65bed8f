import { describe, expect, test } from "vitest";
import { measured } from "./measured.ts";

const signalsOf = async (text: string) => (await measured([text]))[0];

describe("gopher quality", () => {
  test("counts words and symbols by themselves", async () => {
    expect(await signalsOf("# The end... of it")).toMatchObject({
      word_count: 4,
      mean_word_length: 10 / 4,
      symbol_ratio_hash: 1 / 6,
      symbol_ratio_ellipsis: 1 / 6,
      alphabetic_word_ratio: 4 / 6,
      stop_word_count: 1,
    });
  });

  test("divides by all lines, blank ones too", async () => {
    expect(await signalsOf("  - one\n• two...  \n\nthree…")).toMatchObject({
      line_count: 4,
      bullet_line_ratio: 2 / 4,
      ellipsis_line_ratio: 2 / 4,
    });
  });
});

describe("gopher repetition", () => {
  test("counts what stood earlier, in characters, not in bytes", async () => {
    expect(await signalsOf("éé\nb\néé")).toMatchObject({
      duplicate_line_ratio: 1 / 3,
      duplicate_line_char_ratio: 2 / 7,
      duplicate_paragraph_ratio: 0,
    });
    expect(await signalsOf("\nab\n\ncd\n\n\nab\n")).toMatchObject({
      duplicate_paragraph_ratio: 1 / 3,
      duplicate_paragraph_char_ratio: 2 / 13,
      duplicate_line_ratio: 2 / 5,
    });
  });

  test("takes the most frequent n-gram, the first where none repeats", async () => {
    expect(await signalsOf("to be or to be")).toMatchObject({
      top_2gram_char_ratio: (5 * 2) / 14,
      top_3gram_char_ratio: 8 / 14,
      top_4gram_char_ratio: 11 / 14,
    });
  });

  test("steps over a repeated n-gram whole", async () => {
    const { duplicate_5gram_char_ratio, duplicate_6gram_char_ratio } = await signalsOf(
      "a b c d e a b c d e a b c d e",
    );
    expect(duplicate_5gram_char_ratio).toBe(10 / 29);
    expect(duplicate_6gram_char_ratio).toBe(6 / 29);
  });

  test("joins tokens without separator, as datatrove does", async () => {
    expect((await signalsOf("1 23 4 5 6 x 12 3 4 5 6")).duplicate_5gram_char_ratio).toBe(6 / 23);
  });
});

describe("c4", () => {
  test("gives each line the first fault in datatrove's order", async () => {
    const text = [
      "This line is kept. It has two sentences.",
      "no end mark, with lorem ipsum",
      "Ends in dots...",
      "Too short.",
      "We use JavaScript in here.",
      "We have lorem ipsum here.",
      "Some { brace here.",
      "Read our Privacy Policy now.",
      'He said "stop".[1]',
    ].join("\n");
    expect(await signalsOf(text)).toMatchObject({
      c4_kept_lines: 2,
      c4_kept_sentences: 3,
      c4_unpunctuated_lines: 2,
      c4_short_lines: 1,
      c4_javascript_lines: 1,
      c4_lorem_lines: 1,
      c4_curly_lines: 1,
      c4_policy_lines: 1,
      c4_lenient_kept_lines: 3,
      c4_lenient_lorem_lines: 2,
    });
  });

  test.each([
    "terms of use",
    "PRIVACY POLICY",
    "Cookie Policy",
    "uses cookies",
    "use of cookies",
    "use cookies",
  ])("finds %s wherever it stands", async (phrase) => {
    for (let shift = 0; shift < 10; shift++)
      expect(await signalsOf(`${"x".repeat(shift)} we have ${phrase}.`)).toMatchObject({
        c4_policy_lines: 1,
      });
  });
});

describe("fineweb", () => {
  test("leaves blank lines out, and takes no quote for an end", async () => {
    expect(await signalsOf('One line of more than thirty characters.\n\n \n"So."\nSo.\nSo.')).toMatchObject({
      nonblank_line_count: 4,
      line_punct_ratio: 3 / 4,
      short_line_ratio: 3 / 4,
      char_dup_ratio: 3 / 52,
      list_ratio: 5 / 16,
    });
  });
});

test("basics: entropy and classes of characters", async () => {
  expect(await signalsOf("A b A b 1 É")).toMatchObject({
    character_count: 11,
    byte_count: 12,
    unique_word_ratio: 4 / 6,
    unigram_entropy: expect.closeTo((4 / 6) * Math.log(3) + (2 / 6) * Math.log(6), 12),
    digit_ratio: 1 / 11,
    uppercase_ratio: 3 / 11,
    whitespace_ratio: 5 / 11,
  });
});
