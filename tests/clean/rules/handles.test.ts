import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parsePredicate } from "../../../src/clean/rules/expression.ts";
import { handlesIn, withBound, withVerdict } from "../../../src/clean/rules/handles.ts";
import type { Database } from "../../../src/core/database.ts";
import { openDatabase } from "../../../src/io/duckdb.ts";

let database: Database;
beforeAll(async () => {
  database = await openDatabase({ threads: 1, memoryBytes: 5e8, spillFolder: "/nonexistent" });
});
afterAll(() => database.close());

async function handles(when: string) {
  return handlesIn(when, await parsePredicate(when, "test", database));
}

/** `expression operator value` of every bound. */
const told = async (when: string) =>
  (await handles(when)).map(({ expression, operator, value }) => `${expression} ${operator} ${value}`);

describe("the bounds of a predicate that can be moved", () => {
  test.each([
    ["word_count < 50", ["word_count < 50"]],
    ["50 >= word_count", ["word_count <= 50"]],
    ["a < 1 AND b > -2.5 OR c >= 1e-3", ["a < 1", "b > -2.5", "c >= 0.001"]],
    ["(a < 1 OR (b > 2)) AND language <> 'en < 3'", ["a < 1", "b > 2"]],
    ["character_count / line_count > 2000", ["character_count / line_count > 2000"]],
    ["(a + b) * 2 > 3 -- a comment with c < 4", ["(a + b) * 2 > 3"]],
    ['"odd < 1 name" < 4', ['"odd < 1 name" < 4']],
    ["abs(a) < 1_000", ["abs(a) < 1000"]],
    ["CASE WHEN a < 1 THEN b ELSE c END < 7", ["CASE WHEN a < 1 THEN b ELSE c END < 7"]],
    ["title <> 'é😀' AND a < 5", ["a < 5"]],
    ["a BETWEEN 1 AND 2 AND b < 3", ["b < 3"]],
  ])("%s", async (when, expected) => {
    expect(await told(when)).toEqual(expected);
  });

  test.each([
    "NOT (a < 3)",
    "a = 3",
    "a <> 3",
    "language IN ('en')",
    "a < b",
    "created < '2020-01-01'",
    "a IS NULL",
    "a < 1 + 2",
  ])("%s has none", async (when) => {
    expect(await told(when)).toEqual([]);
  });
});

describe("moving a bound", () => {
  test.each([
    ["a < 1 AND b > -2.5", 1, 7, "a < 1 AND b > 7"],
    ["a<5", 0, -3.5, "a<-3.5"],
    ["/* é */ 50 > a", 0, 51, "/* é */ 51 > a"],
  ])("in %s", async (when, which, value, expected) => {
    const moved = withBound(when, (await handles(when))[which], value);
    expect(moved).toBe(expected);
    expect((await handles(moved))[which].value).toBe(value);
  });

  test("taken for true or false, the comparison alone is replaced", async () => {
    const when = "(a<3)OR b = 'x'";
    const [handle] = await handles(when);
    expect(withVerdict(when, handle, true)).toBe("( true )OR b = 'x'");
    await parsePredicate(withVerdict(when, handle, false), "test", database);
  });
});
