import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { c4, c4Lenient } from "../../../src/clean/rules/c4.ts";
import { checkRules } from "../../../src/clean/rules/check.ts";
import { refuseContradictions } from "../../../src/clean/rules/contradictions.ts";
import { fineweb } from "../../../src/clean/rules/fineweb.ts";
import { gopher } from "../../../src/clean/rules/gopher.ts";
import type { RuleMap } from "../../../src/clean/rules/rule.ts";
import { rules } from "../../../src/clean/rules/rules.ts";
import type { Database } from "../../../src/core/database.ts";
import { UserError } from "../../../src/core/errors.ts";
import { catalogue } from "../../../src/features/signals/catalogue.ts";
import { openWorkspace } from "./workspace.ts";

const known = {
  ...Object.fromEntries(catalogue().map(({ name, type }) => [name, type])),
  url: "VARCHAR",
  loss: "DOUBLE",
  created: "TIMESTAMP",
};
let database: Database;
beforeAll(async () => {
  ({ database } = await openWorkspace());
});
afterAll(() => database.close());

const complaint = async (map: RuleMap) => {
  try {
    await refuseContradictions(await checkRules(map, known, database), known, database);
    return "accepted";
  } catch (error) {
    return error instanceof UserError ? error.message : `not the user's: ${error}`;
  }
};

describe("refuseContradictions", () => {
  test.each([
    ["word_count < 0", "is never true: word_count holds whole numbers from 0 up"],
    ["word_count > 49 AND word_count < 50", "is never true"],
    ["word_count = 1.5", "is never true"],
    ["digit_ratio > 20", "is never true: digit_ratio holds numbers from 0 to 1"],
    ["language_score < 0", "is never true"],
    ["language = 'en' AND language = 'de'", "is never true: language holds texts"],
    ["digit_ratio > 0.5 AND digit_ratio < 0.5 AND word_count > 3", "is never true"],
    ["word_count >= 0", "is true for every document with a value, so nothing would be left"],
    ["digit_ratio <= 1", "is true for every document"],
    ["loss < 3 OR loss > 2", "is true for every document"],
    ["NOT (loss < 3 AND loss > 4)", "is true for every document"],
    ["language <> 'en' OR language <> 'de'", "is true for every document"],
    ["language IS NULL OR language IS NOT NULL", "is true for every document"],
  ])("refuses %s", async (when, message) => {
    expect(await complaint({ fault: when })).toContain(`rules, "fault": "${when}" ${message}`);
  });

  test.each([
    "word_count < 1",
    "word_count BETWEEN 49 AND 50",
    "symbol_ratio_hash > 2", // more hashes than words
    "unigram_entropy < 0.1",
    "loss < 0 OR loss > 0",
    "loss > 2 AND loss < 2.0001",
    "language <> 'en'",
    "language NOT IN ('en', 'de')",
    "url IS NOT NULL",
    "language > 'en' OR language <= 'en'", // an order of texts is not judged
    "word_count / 2 < 0", // nor is arithmetic
    "word_count + loss > 3",
    "created > TIMESTAMP '2020-01-01'",
    "CASE WHEN word_count < 3 THEN false ELSE digit_ratio > 0.3 END",
  ])("accepts %s", async (when) => {
    expect(await complaint({ fault: when })).toBe("accepted");
  });

  test("refuses rules that together leave nothing, and names those that are needed for it", async () => {
    expect(
      await complaint({ short: "word_count < 50", long: "word_count >= 40", odd: "word_count = 7" }),
    ).toBe(
      'rules: "short" (word_count < 50) and "long" (word_count >= 40) together drop every document that has word_count, so nothing would be left. Move one of the bounds',
    );
    const three = { low: "loss < 1", middle: "loss BETWEEN 1 AND 2", high: "loss > 2" };
    expect(await complaint(three)).toMatch(
      /"low" .*, "middle" .* and "high" .* together drop every document/,
    );
    expect(await complaint({ low: "loss < 1", high: "loss > 1" })).toBe("accepted"); // 1 itself stays
    expect(await complaint({ a: "language = 'en'", b: "language <> 'en'" })).toContain("together");
  });

  test("whole numbers have nothing between 49 and 50, other numbers have", async () => {
    expect(await complaint({ a: "word_count <= 49", b: "word_count >= 50" })).toContain("together");
    expect(await complaint({ a: "loss <= 49", b: "loss >= 50" })).toBe("accepted");
  });

  test("the published rules contradict nothing", async () => {
    for (const map of [gopher, c4, c4Lenient, fineweb, { ...gopher, ...c4, ...fineweb }])
      expect(await complaint(map)).toBe("accepted");
  });

  test("agrees with trying every value, for random predicates over small whole numbers", async () => {
    let seed = 7;
    const random = (n: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return Math.floor((seed / 2147483648) * n);
    };
    const operators = ["<", "<=", ">", ">=", "=", "<>"];
    const atom = () => `word_count ${operators[random(6)]} ${random(6) - 1}`;
    const values = Array.from({ length: 9 }, (_, i) => `(${i})`).join(", ");
    for (let i = 0; i < 120; i++) {
      const when = `${random(3) === 0 ? "NOT " : ""}(${atom()} ${random(2) ? "AND" : "OR"} ${atom()})`;
      const rows = await database.rows(`SELECT (${when}) AS v FROM (VALUES ${values}) AS t(word_count)`);
      const truths = new Set(rows.map(({ v }) => v));
      const said = await complaint({ fault: when });
      const expected =
        truths.size === 2 ? "accepted" : truths.has(true) ? "is true for every" : "is never true";
      expect(`${when}: ${said}`).toContain(expected);
    }
  });

  test("is part of the check of the stage, before anything is read", async () => {
    const stage = rules({ fault: "word_count < 0" });
    await expect(stage.check?.({ columns: known, rows: (sql) => database.rows(sql) })).rejects.toThrow(
      "never true",
    );
  });
});
