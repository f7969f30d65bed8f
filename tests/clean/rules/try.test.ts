import { beforeAll, describe, expect, test } from "vitest";
import { tryRule } from "../../../src/clean/rules/try.ts";
import type { Database } from "../../../src/core/database.ts";
import { contract } from "../../../src/core/table.ts";
import { workspaceOf } from "./workspace.ts";

const tables = { documents: "documents", signals: "signals", tokens: "tokens", decisions: "decisions" };
const documents = [
  { id: "a", source: "web", language: "en", text: "a tiny text" },
  { id: "b", source: "web", language: "de", text: "noch ein Text" },
  { id: "c", source: "books", language: "en", text: "x".repeat(500) },
  { id: "d", source: "books", text: "null words" },
];
const decision = { stage: "quality", verdict: "drop", value: null, bound: "", reason: "" };
let database: Database;

beforeAll(async () => {
  const workspace = await workspaceOf(documents, { word_count: "INTEGER", byte_count: "INTEGER" }, [
    { id: "a", word_count: 40, byte_count: 400 },
    { id: "b", word_count: 70, byte_count: 700 },
    { id: "c", word_count: 85, byte_count: 900 },
    { id: "d", word_count: null, byte_count: 80 },
  ]);
  database = workspace.database;
  await workspace.create("tokens", contract.tokens, [
    { id: "a", tokenizer: "gpt2", tokens: 50 },
    { id: "b", tokenizer: "gpt2", tokens: 90 },
    { id: "b", tokenizer: "o200k_base", tokens: 9 },
  ]);
  await workspace.create("decisions", contract.decisions, [
    { id: "a", rule: "too_few_words", ...decision },
    { id: "b", rule: "too_few_words", ...decision },
    { id: "b", rule: "too_many_newlines", ...decision },
  ]);
});

describe("tryRule", () => {
  test("counts kept and dropped documents and tokens; bytes / 4 stand in for tokens that nobody counted", async () => {
    const { totals } = await tryRule("word_count < 80", tables, database);
    expect(await database.rows(totals)).toEqual([
      { verdict: "drop", documents: 2, tokens: 140 },
      { verdict: "keep", documents: 2, tokens: 245 },
    ]);
  });

  test("parts them by source and by language, the largest loss first", async () => {
    const { bySource, byLanguage } = await tryRule("word_count < 80", tables, database);
    expect(await database.rows(bySource)).toEqual([
      { source: "web", documents: 2, dropped: 2, tokens: 140, dropped_tokens: 140 },
      { source: "books", documents: 2, dropped: 0, tokens: 245, dropped_tokens: 0 },
    ]);
    expect((await database.rows(byLanguage)).map(({ language, dropped }) => [language, dropped])).toEqual([
      ["de", 1],
      ["en", 1],
      [null, 0],
    ]);
  });

  test("shows the documents nearest to the bound on both sides", async () => {
    const { examples } = await tryRule("word_count < 80", tables, database, { examples: 1 });
    expect(await database.rows(examples ?? "")).toEqual([
      { verdict: "drop", id: "b", value: 70, distance: 10, excerpt: "noch ein Text" },
      { verdict: "keep", id: "c", value: 85, distance: 5, excerpt: "x".repeat(160) },
    ]);
  });

  test("tells what no other rule drops; the rule that it replaces is no other", async () => {
    const asNew = await tryRule("word_count < 80", tables, database);
    expect(await database.rows(asNew.exclusive)).toEqual([{ documents: 0, tokens: 0 }]);
    const moved = await tryRule("word_count < 80", tables, database, { replaces: "too_few_words" });
    expect(await database.rows(moved.exclusive)).toEqual([{ documents: 1, tokens: 50 }]);
  });

  test("sums the counts of the tokenizer asked for", async () => {
    const { totals } = await tryRule("word_count = 70", tables, database, { tokenizer: "o200k_base" });
    expect(await database.rows(totals)).toContainEqual({ verdict: "drop", documents: 1, tokens: 9 });
  });

  test("has no examples where the predicate compares no number", async () => {
    expect((await tryRule("language = 'en'", tables, database)).examples).toBeUndefined();
  });

  test("refuses what rules refuse", async () => {
    await expect(tryRule("wrd_count < 80", tables, database)).rejects.toThrow('Did you mean "word_count"?');
    await expect(tryRule("word_count < (SELECT 1)", tables, database)).rejects.toThrow("which rules cannot");
  });
});
