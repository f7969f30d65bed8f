import { describe, expect, test } from "vitest";
import { mixtureOf } from "../../../src/features/language/mixture.ts";
import { dataRecords, hasData } from "../../data.ts";

const code = (folder: string) =>
  folder === "zh_TW" ? "zh-Hant" : folder === "zh" ? "zh-Hans" : folder.split("_")[0];

describe.skipIf(!hasData)("pages of two languages, joined", () => {
  test("English books are English alone, and joined pages have both languages with their shares", () => {
    const books = dataRecords<{ text: string }>("books.jsonl.gz").filter((_, i) => i % 20 === 0);
    const pure = books.filter(({ text }) => mixtureOf(text).shares.length === 1);
    expect(pure.length / books.length).toBeGreaterThan(0.99);

    const pages = dataRecords<{ lang: string; text: string }>("languages.jsonl.gz");
    let found = 0;
    let pairs = 0;
    for (let i = 0; i + 7 < pages.length; i += 40) {
      const [one, two] = [pages[i], pages[(i * 7 + 1500) % pages.length]];
      if (code(one.lang) === code(two.lang)) continue;
      pairs++;
      const languages = mixtureOf(`${one.text.repeat(3)}\n${two.text.repeat(3)}`).shares.map(
        ([name]) => name,
      );
      if (languages.includes(code(one.lang)) && languages.includes(code(two.lang))) found++;
    }
    expect(pairs).toBeGreaterThan(50);
    expect(found / pairs).toBeGreaterThan(0.95);
  });
});
