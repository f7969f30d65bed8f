import { describe, expect, test } from "vitest";
import { charactersBetween, NormalForm } from "../../../src/clean/segments/normal-form.ts";

const all = { case: true, numbers: true, punctuation: true, marks: true };

function read(text: string, options = all) {
  const form = new NormalForm(options);
  const bytes = Buffer.from(text);
  form.read(bytes, 0, bytes.length);
  const { words, characters } = form;
  return { form: Buffer.from(form.bytes.subarray(0, form.length)).toString("latin1"), words, characters };
}

const same = (a: string, b: string, options = all) => read(a, options).form === read(b, options).form;

describe("what is set aside", () => {
  test.each([
    ["case", "STRASSE Über ΟΔΟΣ", "strasse über οδος"],
    ["marks that are part of a character or follow it", "Déjà naïve", "Deja\u0301 nai\u0308ve"],
    ["punctuation and symbols", "«Yes» — it's 100% (sure)!", "yes it s 100 sure"],
    ["white space of any kind", " a\t\u00a0b\r\n\u3000c ", "a b c"],
    ["numbers", "in 1999 for 3.50 or 3,50 or ٣٫٥", "in 0 for 7 or 0 or 12"],
    ["control characters", "a\u0000b\u0007c", "a b c"],
  ])("%s", (_, a, b) => expect(same(a, b)).toBe(true));

  test("words, their order, and letters of every script make a difference", () => {
    for (const [a, b] of [
      ["a b", "b a"],
      ["ab", "a b"],
      ["漢字", "漢学"],
      ["дом", "том"],
      ["한글", "한국"],
      ["1 2", "12"],
    ])
      expect(same(a, b), `${a} and ${b}`).toBe(false);
  });

  test.each(["case", "numbers", "punctuation", "marks"] as const)(
    "%s, only where its switch is on",
    (name) => {
      const pairs = { case: ["A", "a"], numbers: ["1", "2"], punctuation: ["a-b", "a+b"], marks: ["é", "e"] };
      const [a, b] = pairs[name];
      expect(same(a, b)).toBe(true);
      expect(same(a, b, { ...all, [name]: false })).toBe(false);
    },
  );

  test("a text of symbols alone is empty", () => expect(read("--- *** …").form).toBe(""));
});

test("words are runs of letters, marks and digits; a letter of a script without spaces is one", () => {
  const counts = {
    "": 0,
    "don't stop": 3,
    "हिन्दी भाषा": 2,
    日本語です: 5,
    abc日本: 3,
    "1999, 3.5": 2,
    "e\u0301e\u0301 x": 2,
  };
  for (const [text, words] of Object.entries(counts))
    expect([text, read(text, { ...all, numbers: true }).words]).toEqual([text, words]);
});

test("characters are code points, those of numbers and marks included", () => {
  for (const text of ["", "abc", "é😀", "e\u0301", "1234.5 x", "漢字"]) {
    expect(read(text).characters).toBe([...text].length);
    expect(charactersBetween(Buffer.from(text), 0, Buffer.byteLength(text))).toBe([...text].length);
  }
});

test("a megabyte without a space, and bytes that are no text, are read once and without complaint", () => {
  expect(read("1".repeat(1 << 20)).words).toBe(1);
  expect(read("\u0301".repeat(1 << 19)).words).toBe(0);
  const form = new NormalForm(all);
  const bytes = Uint8Array.from({ length: 4096 }, (_, i) => (i * 37) & 255);
  form.read(bytes, 0, bytes.length);
  expect(form.length).toBeGreaterThan(0);
});
