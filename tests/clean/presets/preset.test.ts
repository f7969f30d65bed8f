import { describe, expect, test } from "vitest";
import { preset } from "../../../src/clean/presets/preset.ts";
import { published } from "../../../src/clean/presets/published.ts";
import { checkRules } from "../../../src/clean/rules/check.ts";
import { knownColumns } from "../../../src/core/plan.ts";
import { measure } from "../../../src/features/signals/measure.ts";
import { openDatabase } from "../../../src/io/duckdb.ts";

describe("presets", () => {
  test("a bound by name takes the place of the published one, and only there", () => {
    const rules = preset("gopher", { too_few_words: 30, too_many_bullets: false }).rules;
    expect(rules.too_few_words).toBe("word_count < 30");
    expect(rules).not.toHaveProperty("too_many_bullets");
    expect(rules.too_many_words).toBe("word_count > 100000");
    expect(preset("gopher").rules.too_few_words).toBe("word_count < 50");
  });

  test("the first comparison of a longer rule is the one", () => {
    expect(preset("fineweb", { too_few_punctuated_lines: 0.2 }).rules.too_few_punctuated_lines).toBe(
      "line_punct_ratio < 0.2 AND nonblank_line_count > 0",
    );
  });

  test("a name nobody knows is told with the nearest one", () => {
    expect(() => preset("gofer")).toThrow('Did you mean "gopher"?');
    expect(() => preset("gopher", { too_few_word: 3 })).toThrow('Did you mean "too_few_words"?');
    expect(() => preset("fineweb", { not_english: 3 })).toThrow("Write the whole predicate as a string");
  });

  test.each(published)("$name: every rule runs on what it measures", async ({ measures, rules }) => {
    const database = await openDatabase({ threads: 1, memoryBytes: 5e8, spillFolder: "/nonexistent" });
    try {
      const stage = measure(...measures);
      const steps = [stage].flat().map((one, i) => ({ name: `s${i}`, entry: "signals", stage: one }));
      const checked = await checkRules(rules, knownColumns(steps), { rows: (sql) => database.rows(sql) });
      expect(checked.map(({ name }) => name)).toEqual(Object.keys(rules));
    } finally {
      database.close();
    }
  });
});
