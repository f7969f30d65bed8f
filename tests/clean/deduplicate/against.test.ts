import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import { expect, test } from "vitest";
import { deduplicate } from "../../../src/clean/deduplicate/deduplicate.ts";
import type { DeduplicateOptions } from "../../../src/clean/deduplicate/options.ts";
import { rules } from "../../../src/clean/rules/rules.ts";
import { checkRecipe } from "../../../src/core/check.ts";
import { pipeline } from "../../../src/core/pipeline.ts";
import type { Row } from "../../../src/core/table.ts";
import { existingWorkspace } from "../../../src/core/workspace.ts";
import { openDatabase } from "../../../src/io/duckdb.ts";
import { files } from "../../../src/io/files.ts";
import { ingest } from "../../../src/io/ingest.ts";
import { openViews } from "../../../src/io/open-views.ts";
import { runHere } from "../../recovery/in-process.ts";
import { temporaryFolder } from "../../temporary-folder.ts";

const folder = temporaryFolder("sluice-against-");

const words = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => `w${from + i}`).join(" ");

const earlier = [
  { id: "old-1", text: words(0, 100), url: "https://example.org/1" },
  { id: "old-2", text: words(200, 300), url: "https://example.org/2" },
  { id: "short", text: "to be dropped" },
];
const next = [
  { id: "n1", text: words(0, 100) },
  { id: "n2", text: `${words(200, 300)} and more` },
  { id: "n3", text: words(400, 500), url: "http://www.example.org/2?utm_source=x" },
  { id: "n4", text: words(400, 500) },
  { id: "n5", text: "to be dropped" },
];

function write(name: string, rows: readonly object[]): string {
  const path = join(folder, name);
  const bytes = rows.map((row) => `${JSON.stringify(row)}\n`).join("");
  writeFileSync(path, name.endsWith(".gz") ? gzipSync(bytes) : bytes);
  return path;
}

const recipe = (input: string, options?: DeduplicateOptions) =>
  pipeline({
    name: "release",
    stages: {
      documents: ingest(input),
      quality: rules({ too_short: "url IS NULL AND id = 'short'" }),
      copies: deduplicate({ keep: "first", ...options }),
    },
  });

let runs = 0;

/** Runs a release in a workspace of its own; answers the workspace. */
async function release(input: string, options?: DeduplicateOptions): Promise<string> {
  const workspace = join(folder, `release-${runs++}`);
  await runHere(recipe(input, options), workspace);
  return workspace;
}

async function ask(workspace: string, sql: string): Promise<Row[]> {
  const { database } = await openViews(await existingWorkspace(files, workspace));
  try {
    return await database.rows(sql);
  } finally {
    database.close();
  }
}

const dropped = "SELECT id, rule, reason FROM decisions WHERE stage = 'copies' ORDER BY id";
const first = write("first.jsonl", earlier);
const second = write("second.jsonl", next);

test("an earlier workspace: what it kept counts, what it dropped does not; the reason names it", async () => {
  const workspace = await release(first);
  const found = await release(second, { against: workspace });
  expect(await ask(found, dropped)).toEqual([
    {
      id: "n1",
      rule: "exact_duplicate",
      reason: `the same text as old-1 of the earlier release ${workspace}`,
    },
    {
      id: "n2",
      rule: "near_duplicate",
      reason: `Jaccard similarity 0.98 with old-2 of the earlier release ${workspace}`,
    },
    { id: "n4", rule: "exact_duplicate", reason: "the same text as n3" },
  ]);
  expect(await ask(found, "SELECT id, keeper, kept FROM duplicates ORDER BY id")).toEqual([
    { id: "n1", keeper: "earlier:old-1", kept: false },
    { id: "n2", keeper: "earlier:old-2", kept: false },
    { id: "n3", keeper: "n3", kept: true },
    { id: "n4", keeper: "n3", kept: false },
  ]);
  expect(await ask(found, "SELECT id FROM kept ORDER BY id")).toEqual([{ id: "n3" }, { id: "n5" }]);
});

test("files: JSON lines, packed or not, Parquet, and a folder of them", async () => {
  mkdirSync(join(folder, "parts"), { recursive: true });
  write("parts/a.jsonl", earlier.slice(0, 1));
  write("parts/b.jsonl", earlier.slice(1));
  const packed = write("packed.jsonl.gz", earlier);
  const parquet = join(folder, "old.parquet");
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run(`COPY (SELECT * FROM read_json('${first}')) TO '${parquet}'`);
  for (const against of [first, packed, parquet, join(folder, "parts"), join(folder, "parts/*.jsonl")]) {
    const found = await ask(await release(second, { against }), `SELECT id FROM (${dropped})`);
    expect(
      found.map(({ id }) => id),
      against,
    ).toEqual(["n1", "n2", "n4", "n5"]);
  }
});

test("addresses of an earlier release, and two releases at once", async () => {
  const one = write("one.jsonl", earlier.slice(0, 1));
  const two = write("two.jsonl", earlier.slice(1));
  const found = await release(second, {
    methods: ["exact", "url", "near"],
    against: [one, { path: two, text: "text" }],
  });
  expect(await ask(found, `SELECT id, reason FROM (${dropped}) WHERE rule = 'url_duplicate'`)).toEqual([
    { id: "n3", reason: `the same address as old-2 of the earlier release ${two}` },
  ]);
  expect(await ask(found, `SELECT id FROM (${dropped})`)).toHaveLength(4);
});

test("columns by other names, ids by number, texts without one", async () => {
  const path = write("body.jsonl", [{ body: null }, { body: words(0, 100) }]);
  const found = await release(second, { against: { path, text: "body" } });
  expect(
    await ask(found, `SELECT id, keeper FROM duplicates WHERE method = 'exact' ORDER BY id LIMIT 1`),
  ).toEqual([{ id: "n1", keeper: "earlier:number 2" }]);
});

test("copies within the earlier release are its own business: not even compared", async () => {
  const nearly = { id: "old-2-edited", text: `${earlier[1].text} edited` };
  const path = write("twice.jsonl", [
    earlier[0],
    earlier[0],
    { ...earlier[0], id: "again" },
    earlier[1],
    nearly,
  ]);
  const { stages } = await runHere(recipe(second, { against: path }), join(folder, "twice"));
  expect(stages.find(({ kind }) => kind === "verify")?.notes.candidates).toBe(2); // n2 with either
  const found = await release(second, { against: path });
  expect(await ask(found, "SELECT id, keeper FROM duplicates ORDER BY id LIMIT 1")).toEqual([
    { id: "n1", keeper: "earlier:old-1" },
  ]);
});

test("within a scope, the earlier release must have its column", async () => {
  const path = write("scoped.jsonl", [
    { ...earlier[0], language: "de" },
    { ...earlier[1], language: "en" },
  ]);
  const input = write(
    "scoped-next.jsonl",
    next.map((row) => ({ ...row, language: "en" })),
  );
  const found = await release(input, { against: path, scope: "language" });
  expect((await ask(found, `SELECT id FROM (${dropped})`)).map(({ id }) => id)).toEqual(["n2", "n4"]);
  await expect(check({ against: first, scope: "language" })).rejects.toThrow('has no column "language"');
});

function check(options: DeduplicateOptions): Promise<void> {
  const open = () => openDatabase({ threads: 1, memoryBytes: 2e8, spillFolder: folder });
  return checkRecipe(recipe(second, options), "next.ts", open);
}

test("a release with another schema is refused before anything is read, with the way out", async () => {
  const path = write("other.jsonl", [{ key: 1, txt: words(0, 10) }]);
  await expect(check({ against: path })).rejects.toThrow(
    `next.ts, stage "copies.earlier": deduplicate: against ${JSON.stringify(path)}: has no column "text". Did you mean "txt"? It has key, txt. Say which one it is, as in against: { path: ${JSON.stringify(path)}, text: "…" }.`,
  );
  await expect(check({ against: { path, text: "key" } })).rejects.toThrow(
    'column "key" is BIGINT, and must be text (VARCHAR)',
  );
  await expect(check({ against: { path, text: "txt" }, methods: ["url"] })).rejects.toThrow(
    'has no column "url"',
  );
});

test("a release that is not there, is empty, mixed or damaged is the user's mistake", async () => {
  expect(() => deduplicate({ against: join(folder, "nowhere") })).toThrow(
    "there is no workspace and no .parquet",
  );
  mkdirSync(join(folder, "fresh"), { recursive: true });
  writeFileSync(join(folder, "fresh/workspace.json"), '{"format":1}');
  expect(() => deduplicate({ against: join(folder, "fresh") })).toThrow("nothing ran in this workspace yet");
  mkdirSync(join(folder, "mixed"), { recursive: true });
  write("mixed/a.jsonl", earlier);
  writeFileSync(join(folder, "mixed/b.json"), "[]");
  expect(() => deduplicate({ against: join(folder, "mixed") })).toThrow("files of several formats");
  const damaged = join(folder, "damaged.parquet");
  writeFileSync(damaged, "PAR1 this is no table");
  await expect(check({ against: damaged })).rejects.toThrow("cannot be read");
});

test("names and paths that look like SQL are data", async () => {
  const path = write("it's; DROP TABLE x --.jsonl", [{ 'te"xt': words(0, 100) }]);
  const found = await release(second, { against: { path, text: 'te"xt' } });
  expect(await ask(found, "SELECT id FROM duplicates WHERE keeper LIKE 'earlier:%'")).toEqual([{ id: "n1" }]);
});

test("the key of the run changes with the release", () => {
  const path = write("changing.jsonl", earlier);
  const optionsOf = () => JSON.stringify(deduplicate({ against: path })[1].options);
  const before = optionsOf();
  expect(optionsOf()).toBe(before);
  write("changing.jsonl", next);
  expect(optionsOf()).not.toBe(before);
});
