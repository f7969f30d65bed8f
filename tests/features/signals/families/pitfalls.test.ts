/** Faults of other systems (their issues and code), one regression test each, and hostile documents. */
import { describe, expect, test } from "vitest";
import { moreFamilies } from "../../../../src/features/signals/families/index.ts";
import { measuredBy } from "./measured.ts";
import { randomTexts } from "./random-texts.ts";

const all = moreFamilies;
const kinds = new Map(all.flatMap(({ columns }) => Object.entries(columns)));

describe("every signal", () => {
  test("with the unit ratio is between 0 and 1, however much of the text repeats", async () => {
    const texts = [
      ...randomTexts(200),
      "a ".repeat(500),
      "x".repeat(3000),
      "One.\n".repeat(300),
      "lorem ipsum ",
    ];
    for (const row of await measuredBy(
      all,
      texts.map((text) => ({ text, language: "de", url: "http://a.b" })),
    ))
      for (const [name, value] of Object.entries(row))
        if (kinds.get(name)?.unit === "ratio" && name !== "compression_ratio" && value !== null)
          expect(value, name).toSatisfy((ratio: number) => ratio >= 0 && ratio <= 1);
  });

  test.each(["", " ", "\n", "\t \u00a0\u2028\n\n", "\0", "\u0301", "...", "#", "\ufeff"])(
    "of %j is finite or null, as an empty or wordless document has no ratio to fail on",
    async (text) => {
      const [row] = await measuredBy(all, [{ text, language: "fr" }]);
      for (const [name, value] of Object.entries(row))
        if (kinds.get(name)?.type !== "VARCHAR")
          expect(value, name).toSatisfy((each: number | null) => each === null || Number.isFinite(each));
    },
  );

  test("of an empty text is 0, save where the definition says 1 or null", async () => {
    const [row] = await measuredBy(all, [{ text: "", language: "fr" }]);
    for (const [name, value] of Object.entries(row)) {
      const { definition = "", type, unit } = kinds.get(name) ?? {};
      if (type === "VARCHAR") continue;
      const isNull = /null without (words|tokens|an address)/.test(definition);
      const expected = definition.includes("1 for an empty text") ? 1 : isNull ? null : 0;
      expect(value, `${name} (${unit})`).toBe(expected);
    }
  });

  test("does not depend on the documents before it", async () => {
    const texts = [
      "one two. three",
      "",
      "日本語 テキスト。",
      "x ".repeat(4000),
      "shit\n\nlorem ipsum",
      "1 2 3 4 5 6 7",
    ];
    const together = await measuredBy(all, texts);
    const alone = await Promise.all(texts.map(async (text) => (await measuredBy(all, [text]))[0]));
    expect(together).toEqual(alone);
    expect(await measuredBy(all, [...texts].reverse())).toEqual([...alone].reverse());
  });

  test.each([
    "a\r",
    "mp3. ",
    "http://",
    "http://a.b%",
    "x\n",
    "é",
    "terms of use ",
    "fuck",
    "(1)",
    "a,",
    ", ab, cd",
    "É. ",
    "\n\n",
    "1 likes\n",
    "日",
    "-»\n",
    "•",
    "🙂 ",
  ])(
    "of a megabyte of %j is found in linear time",
    async (piece) => {
      const text = piece.repeat(Math.ceil(1e6 / Buffer.byteLength(piece)));
      const [row] = await measuredBy(all, [{ text, language: "en" }]);
      expect(row.dj_text_length).toBe(Array.from(text).length);
    },
    60_000,
  );
});

describe("pitfalls", () => {
  const one = async (family: string, text: string) => (await measuredBy([family], [text]))[0];

  test("an n-gram that occurs once is no repetition, in the shortest text too", async () => {
    expect(await one("data_juicer", "exactly ten")).toMatchObject({ dj_character_repetition_ratio: 0 });
    expect(await one("data_juicer", "a b c d e f g h i j")).toMatchObject({ dj_word_repetition_ratio: 0 });
  });

  test("blank lines and empty paragraphs are no duplicates", async () => {
    expect(await one("nemo", "One.\n\n\n\n\nTwo.\n\n\n\n")).toMatchObject({
      nemo_unique_line_ratio: 1,
      nemo_unique_paragraph_ratio: 1,
    });
    expect((await one("refinedweb", "One line here.\n\n\n\nTwo lines here.")).refinedweb_line_count).toBe(2);
  });

  test("lengths are characters, not bytes", async () => {
    const line = "é".repeat(199);
    expect((await one("mc4", `${line}\n${line}é\n${line}éé`)).mc4_long_line_count).toBe(2);
    expect((await one("nemo", "日本語 éé")).nemo_longest_word).toBe(3);
    expect((await one("data_juicer", "😀😀")).dj_maximum_line_length).toBe(2);
  });

  test("a phrase of a ban list is literal: the dots of Read more... are dots", async () => {
    expect(
      (await one("refinedweb", "you should Read moreXYZ\nplain text here")).refinedweb_pattern_lines,
    ).toBe(0);
    expect(
      (await one("refinedweb", "you should Read more...\nplain text here")).refinedweb_pattern_lines,
    ).toBe(1);
  });

  test("case does not matter where it should not, and does where it should", async () => {
    expect((await one("nemo", "PRIVACY POLICY")).nemo_boilerplate_ratio).toBe(1);
    expect((await one("nemo", "THE THAT the")).nemo_common_word_count).toBe(1);
    expect((await one("redpajama", "Word word WORD")).redpajama_unique_word_ratio).toBe(1 / 3);
  });

  test("overlapping cycles count each item once", async () => {
    const row = await one("repetition", "ab".repeat(50));
    expect(row).toMatchObject({
      character_cycle_ratio: 1,
      character_cycle_longest: 100,
      character_cycle_repeats: 50,
    });
    expect(await one("repetition", "no no no no never")).toMatchObject({
      token_cycle_ratio: 4 / 5,
      token_cycle_longest: 4,
      token_cycle_repeats: 4,
    });
    expect(await one("repetition", "no no yes yes")).toMatchObject({ token_cycle_repeats: 0 });
  });

  test("repetition compresses, noise does not", async () => {
    const noise = Array.from({ length: 4000 }, (_, k) =>
      String.fromCharCode(33 + ((Math.imul(k + 1, 0x9e3779b1) >>> 11) % 89)),
    ).join("");
    const [loop, random] = await measuredBy(["compressibility"], ["the same again ".repeat(300), noise]);
    expect(loop.compression_ratio).toBeLessThan(0.02);
    expect(random.compression_ratio).toBeGreaterThan(Number(loop.compression_ratio) * 5);
  });
});
