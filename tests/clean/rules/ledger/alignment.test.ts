import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { rulesWorkspace } from "../../../../bench/rules-workspace.ts";
import { runTables } from "../../../../src/clean/rules/ledger/alignment.ts";
import { type Ledger, openLedger } from "../../../../src/clean/rules/ledger/ledger.ts";
import { literal } from "../../../../src/core/database.ts";
import { openWorkspace } from "../../../../src/core/workspace.ts";
import { openDatabase } from "../../../../src/io/duckdb.ts";
import { files } from "../../../../src/io/files.ts";
import { openViews } from "../../../../src/io/open-views.ts";
import { ruleStages } from "../../../../src/server/resources/rules/run-rules.ts";
import { temporaryFolder } from "../../../temporary-folder.ts";

const key = "0000000000000000";
const signals = ["word_count", "top_2gram_char_ratio"];
let original: string;
beforeAll(async () => {
  original = join(temporaryFolder("sluice-aligned-"), "made.sluice");
  await rulesWorkspace(original, 3000);
});

/** A copy of the workspace in which one thing is different. */
function altered(change: (folder: string) => void | Promise<void> = () => {}): Promise<string> {
  const folder = join(temporaryFolder("sluice-aligned-"), "copy.sluice");
  cpSync(original, folder, { recursive: true });
  return Promise.resolve(change(folder)).then(() => folder);
}

/** Everything that a ledger holds, with two signals beside it; `withTables` opens it the short way where that can be. */
async function contentOf(folder: string, withTables: boolean) {
  const workspace = await openWorkspace(files, folder);
  const { database, run } = await openViews(workspace);
  if (run === undefined) throw new Error("nothing ran");
  const stages = await ruleStages(workspace, run);
  const statements: string[] = [];
  const watched: Ledger["database"] = {
    execute: (sql) => database.execute(statements[statements.push(sql) - 1]),
    rows: (sql) => database.rows(statements[statements.push(sql) - 1]),
    batches: (sql) => database.batches(sql),
    close: () => database.close(),
  };
  const tables = withTables ? await runTables(workspace, run) : undefined;
  const ledger = await openLedger(watched, { stages, tables });
  await ledger.columns.read(signals);
  const rows = await database.rows(`SELECT * FROM ${ledger.columns.rows(signals)} ORDER BY _ordinal`);
  database.close();
  const { documents, tokens, tokenizer, estimated, sources } = ledger;
  const joins = statements.filter((sql) => /JOIN (?:signals|tokens|\(SELECT id, tokens)/.test(sql)).length;
  const fromMask = statements.some((sql) => sql.includes("stage NOT IN ('quality')"));
  return { content: { documents, tokens, tokenizer, estimated, sources, rows }, joins, fromMask };
}

async function rewrite(folder: string, stage: string, table: string, sql: (file: string) => string) {
  const database = await openDatabase({ threads: 1, memoryBytes: 5e8, spillFolder: "/nonexistent" });
  const file = join(folder, "stages", stage, key, `all.${table}.parquet`);
  await database.execute(`CREATE TABLE changed AS ${sql(literal(file))}`);
  await database.execute(`COPY changed TO ${literal(file)} (FORMAT parquet)`);
  database.close();
}

describe("a ledger opened by the places of rows", () => {
  test("is the one that joins and decisions give, without joining signals or reading the rows of the rules", async () => {
    const short = await contentOf(original, true);
    const long = await contentOf(original, false);
    expect(short.content).toEqual(long.content);
    expect(long.joins).toBeGreaterThan(0);
    expect([short.joins, short.fromMask, long.fromMask]).toEqual([0, true, false]);
  });

  test("joins a table whose rows are in another order, with the same result", async () => {
    const folder = await altered((copy) =>
      rewrite(copy, "signals", "signals", (file) => `FROM ${file} ORDER BY hash(id)`),
    );
    const { content, joins } = await contentOf(folder, true);
    expect(content).toEqual((await contentOf(original, false)).content);
    expect(joins).toBeGreaterThan(0);
  });

  test("joins counts of tokens that lack a document, which is estimated then", async () => {
    const folder = await altered((copy) =>
      rewrite(copy, "tokens", "tokens", (file) => `FROM ${file} OFFSET 1`),
    );
    const { content } = await contentOf(folder, true);
    expect(content).toEqual((await contentOf(folder, false)).content);
    expect(content.estimated).toBe(1);
  });

  test("believes the decisions where the run counted otherwise than the predicates do today", async () => {
    const folder = await altered((copy) => {
      const record = join(copy, "run.json");
      const run = JSON.parse(readFileSync(record, "utf8"));
      for (const stage of run.stages) for (const rule of stage.rules) rule.documents += 1;
      writeFileSync(record, JSON.stringify(run));
    });
    const { content, fromMask } = await contentOf(folder, true);
    expect(fromMask).toBe(false);
    expect(content).toEqual((await contentOf(original, false)).content);
  });

  test("reads the decisions of a stage whose predicate binds no more", async () => {
    const folder = await altered((copy) => {
      const manifest = join(copy, "stages/quality", key, "stage.json");
      writeFileSync(
        manifest,
        readFileSync(manifest, "utf8").replace("stop_word_count < 2", "gone_word_count < 2"),
      );
    });
    const { content, fromMask } = await contentOf(folder, true);
    expect(fromMask).toBe(false);
    expect(content.rows).toEqual((await contentOf(original, false)).content.rows);
  });
});
