import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkRules } from "../../../src/clean/rules/check.ts";
import type { Database } from "../../../src/core/database.ts";
import { UserError } from "../../../src/core/errors.ts";
import { openWorkspace } from "./workspace.ts";

const known = {
  word_count: "INTEGER",
  list_ratio: "DOUBLE",
  language: "VARCHAR",
  is_book: "BOOLEAN",
  created: "TIMESTAMP",
  metadata: "JSON",
};
let database: Database;
beforeAll(async () => {
  ({ database } = await openWorkspace());
});
afterAll(() => database.close());

const complaint = (when: string) =>
  checkRules({ fault: when }, known, database).then(
    () => "accepted",
    (error) => (error instanceof UserError ? error.message : `not the user's: ${error}`),
  );

describe("a bound of the wrong type", () => {
  test.each([
    [
      "word_count < 'fifty'",
      "word_count holds numbers, the bound 'fifty' is a text. Compare it with a number",
    ],
    ["WORD_COUNT < '50'", "holds numbers, the bound '50' is a text. Write 50 without quotes"],
    ["'50' > word_count", "Write 50 without quotes"],
    ["list_ratio > 'NaN'", "the bound 'NaN' is a text"],
    ["list_ratio BETWEEN 0 AND 'x'", "the bound 'x' is a text"],
    ["word_count IN (1, 'two')", "the bound 'two' is a text"],
    ["word_count = true", "the bound true is a truth value"],
    ["language = 5", "language holds texts, the bound 5 is a number. Put it in quotes"],
    ["language IN ('en', 5)", "the bound 5 is a number"],
    [
      "is_book = 'yes'",
      "is_book holds truth values, the bound 'yes' is a text. Compare it with a truth value",
    ],
    ["created > 2020", "created holds moments, the bound 2020 is a number. Compare it with a moment"],
    ["word_count < NULL", "nothing compares with NULL. Write IS NULL, or IS NOT NULL"],
    ["NOT (word_count > 3 OR language = 5)", "the bound 5 is a number"],
    ["CASE WHEN language = 5 THEN true ELSE false END", "the bound 5 is a number"],
  ])("%s is refused in one line, before anything is read", async (when, message) => {
    const said = await complaint(when);
    expect(said).toContain('rules, "fault": ');
    expect(said).toContain(message);
    expect(said).not.toContain("\n");
  });

  test.each([
    "word_count < 50",
    "word_count < 50.5",
    "list_ratio > 1e-3",
    "list_ratio < -1",
    "language = 'en'",
    "is_book = true",
    "created > DATE '2020-01-01'",
    "created > TIMESTAMP '2020-01-01 00:00:00'",
    "created > '2020-01-01'",
    "metadata ->> 'year' = '1850'",
    "length(language) > 2",
    "word_count > list_ratio",
  ])("%s is accepted", async (when) => {
    expect(await complaint(when)).toBe("accepted");
  });
});
