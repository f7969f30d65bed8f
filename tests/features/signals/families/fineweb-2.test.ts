import { tmpdir } from "node:os";
import { describe, expect, test } from "vitest";
import { language } from "../../../../src/features/language/language.ts";
import { families } from "../../../../src/features/signals/catalogue.ts";
import {
  fineweb2Bounds,
  fineweb2Languages,
  fineweb2Rules,
} from "../../../../src/features/signals/families/index.ts";
import { openDatabase } from "../../../../src/io/duckdb.ts";
import { measuredBy } from "./measured.ts";

describe("FineWeb-2", () => {
  test("has the published values of German", () => {
    expect(fineweb2Bounds("de")).toEqual({
      language: "de",
      configuration: "deu_Latn",
      languageScore: 0.821,
      duplicateLines: 0.263,
      duplicateGrams: { 5: 0.141, 6: 0.134, 7: 0.126, 8: 0.117, 9: 0.108, 10: 0.098 },
      topGrams: { 2: 0.169, 3: 0.153, 4: 0.137 },
      punctuatedLines: 0,
      newlines: 0.152,
      wordLength: [0, 15],
      alphabeticWords: 0.774,
      stopWords: [
        "der",
        "und",
        "die",
        "in",
        "von",
        "im",
        "den",
        "des",
        "mit",
        "das",
        "er",
        "dem",
        "als",
        "wurde",
        "für",
      ],
    });
    expect(fineweb2Bounds("zh-Hant")?.configuration).toBe("cmn_Hani");
    expect(fineweb2Bounds("en")).toBeUndefined();
  });

  test("every language has bounds in their order of magnitude and stop words", () => {
    expect(fineweb2Languages.length).toBeGreaterThan(70);
    for (const code of fineweb2Languages) {
      const bounds = fineweb2Bounds(code)!;
      const shares = [
        bounds.duplicateLines,
        bounds.alphabeticWords,
        ...Object.values(bounds.duplicateGrams),
        ...Object.values(bounds.topGrams),
      ];
      for (const share of shares) expect(share, code).toSatisfy((value: number) => value > 0 && value <= 1);
      expect(bounds.wordLength[0], code).toBeLessThan(bounds.wordLength[1]);
      expect(bounds.stopWords.length, code).toBeGreaterThan(1);
    }
  });

  test("counts stop words of the language that a family before it finds", async () => {
    const german = "Der Hund und die Katze sind in dem Haus, und die Maus ist nicht da. Das wissen wir.";
    const english = "The dog and the cat are in the house, and the mouse is not there. We know that.";
    const [first, second] = await measuredBy([language, "fineweb_2"], [german, english]);
    expect(first).toMatchObject({
      language: "de",
      fineweb_2_configuration: "deu_Latn",
      fineweb_2_stop_word_count: 4,
      fineweb_2_stop_word_ratio: 6 / 18,
    });
    expect(second).toMatchObject({ fineweb_2_configuration: null, fineweb_2_stop_word_count: null });
  });

  test("stop words of other scripts, longer than eight bytes too, are found", async () => {
    const [row] = await measuredBy(["fineweb_2"], [{ text: "это также было после войны", language: "ru" }]);
    expect(row.fineweb_2_stop_word_count).toBe(2);
    const [empty] = await measuredBy(["fineweb_2"], [{ text: "", language: "ru" }]);
    expect(empty).toMatchObject({ fineweb_2_stop_word_count: 0, fineweb_2_stop_word_ratio: 0 });
  });

  test("its rules are SQL over signals that exist; a language without bounds passes those by language", async () => {
    const known = [...families.flatMap(({ columns }) => Object.keys(columns)), "fineweb_2_stop_word_count"];
    const database = await openDatabase({ threads: 1, memoryBytes: 2e8, spillFolder: tmpdir() });
    const values = known.map((name) => `${name === "language" ? "'de'" : "0.16"} AS "${name}"`).join(", ");
    for (const [name, predicate] of Object.entries(fineweb2Rules())) {
      const [german] = await database.rows(`SELECT (${predicate}) AS drops FROM (SELECT ${values})`);
      const [english] = await database.rows(
        `SELECT (${predicate}) AS drops FROM (SELECT ${values.replace("'de' AS", "'en' AS")})`,
      );
      if (name === "too_much_duplicate_5gram") expect([german.drops, english.drops]).toEqual([true, null]);
      if (name === "too_much_top_2gram") expect([german.drops, english.drops]).toEqual([false, null]);
    }
    expect(Object.keys(fineweb2Rules(["en"]))).not.toContain("too_much_top_2gram");
    database.close();
  });
});
