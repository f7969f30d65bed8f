import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkRules } from "../../../src/clean/rules/check.ts";
import type { Database } from "../../../src/core/database.ts";
import { UserError } from "../../../src/core/errors.ts";
import { openWorkspace } from "./workspace.ts";

const known = {
  word_count: "INTEGER",
  language: "VARCHAR",
  list_ratio: "DOUBLE",
  metadata: "JSON",
  created: "TIMESTAMP",
};
let database: Database;
beforeAll(async () => {
  ({ database } = await openWorkspace());
});
afterAll(() => database.close());

const check = (when: string) => checkRules({ fault: when }, known, database);
const complaint = (when: string) =>
  check(when).then(
    () => "accepted",
    (error) => (error instanceof UserError ? error.message : `not the user's: ${error}`),
  );

describe("checkRules", () => {
  test.each([
    "word_count < 50",
    "word_count < 50 -- comment",
    "language LIKE 'e%' OR NOT regexp_matches(lower(language), '^en')",
    "CASE WHEN word_count > 3 THEN list_ratio > 0.1 ELSE false END",
    "metadata ->> 'x' = 'y' AND created > DATE '2020-01-01'",
    "coalesce(list_ratio, 0) * 2 BETWEEN -1 AND 2.5",
    "TRY_CAST(language AS INTEGER) IS NULL",
  ])("accepts %s", async (when) => {
    expect(await complaint(when)).toBe("accepted");
  });

  test.each([
    ["wrod_count < 50", 'rules, "fault": no column "wrod_count". Did you mean "word_count"?'],
    ["text LIKE '%x%'", "rules read measurements, not the text"],
    ["word_count", "gives INTEGER, a rule needs true or false"],
    ["word_count <", "is no SQL expression: syntax error at end of input"],
    [
      "lower(word_count) = 'x'",
      "does not bind: No function matches the given name and argument types 'lower(INTEGER)'",
    ],
    ["lowre(language) = 'x'", 'calls lowre, which rules cannot. Did you mean "lower"?'],
  ])("explains %s", async (when, message) => {
    expect(await complaint(when)).toContain(message);
  });

  test.each([
    "word_count < (SELECT 1)",
    "EXISTS (SELECT 1)",
    "'en' = ANY(['en'])",
    "1 = 1) FROM read_text('/etc/passwd') --",
    "word_count < 1; DROP TABLE documents",
    "word_count < 1 FROM read_text('/etc/passwd')",
    "word_count < 1 ORDER BY 1",
    "word_count < 1 LIMIT 1",
    "DISTINCT word_count < 1",
    "word_count < 1, language = 'en'",
    "word_count < 1 AS other",
    "*",
    "COLUMNS('word.*') > 1",
    "getenv('HOME') = 'x'",
    "main.getenv('HOME') = 'x'",
    "read_text('/etc/passwd') = 'x'",
    "current_setting('temp_directory') = 'x'",
    "random() < 0.5",
    "now() > created",
    "nextval('s') > 1",
    "sum(word_count) > 1",
    "count(*) > 1",
    "row_number() OVER () > 1",
    "word_count > $1",
    "list_filter([1], x -> x > 1) = [1]",
    "word_count > 1 /* open",
    "",
  ])("refuses %s", async (when) => {
    await expect(check(when)).rejects.toThrow(UserError);
  });

  test("keeps columns and comparisons for the decisions", async () => {
    const [rule] = await check("WORD_COUNT < 50 OR list_ratio > 0.30");
    expect(rule.columns).toEqual(["word_count", "list_ratio"]);
    expect(rule.comparisons).toEqual([
      { column: "word_count", bound: "< 50", limit: 50 },
      { column: "list_ratio", bound: "> 0.3", limit: 0.3 },
    ]);
  });
});
