import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { PerplexityOptions } from "../../../src/clean/perplexity/options.ts";
import { perplexity } from "../../../src/clean/perplexity/perplexity.ts";
import { perplexitySignals } from "../../../src/clean/perplexity/signals.ts";
import { rules } from "../../../src/clean/rules/rules.ts";
import { pipeline } from "../../../src/core/pipeline.ts";
import type { Entry, QueryStage } from "../../../src/core/stage.ts";
import type { Row } from "../../../src/core/table.ts";
import { existingWorkspace } from "../../../src/core/workspace.ts";
import { measure } from "../../../src/features/signals/measure.ts";
import { openDatabase } from "../../../src/io/duckdb.ts";
import { files } from "../../../src/io/files.ts";
import { ingest } from "../../../src/io/ingest.ts";
import { openViews } from "../../../src/io/open-views.ts";
import { runHere } from "../../recovery/in-process.ts";
import { temporaryFolder } from "../../temporary-folder.ts";

const folder = temporaryFolder("sluice-perplexity-");
let runs = 0;

const good = Array.from(
  { length: 40 },
  (_, i) => `The old mill stands by the river, and the miller has ${i} sacks of flour in the barn.`,
);
const texts = {
  like: "The old mill stands by the river, and the miller has flour in the barn.",
  shuffled: "river by mill the the, stands old flour and barn miller in the has the.",
  foreign: "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich.",
  mixed: "The old mill stands by the river.\nxq zz vv kk ww\nThe miller has flour in the barn.",
  empty: "",
  blank: " \n\t\n ",
  hostile: "\u0000\u202e\ud800 \uffff",
};

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const lines = (rows: readonly unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");
const reference = file("good.jsonl", lines(good.map((text) => ({ text }))));

async function run(options: PerplexityOptions, more: Record<string, Entry> = {}): Promise<Map<string, Row>> {
  const all = { ...texts, ...Object.fromEntries(good.map((text, i) => [`good-${i}`, text])) };
  const input = file(`input-${runs}.jsonl`, lines(Object.entries(all).map(([id, text]) => ({ id, text }))));
  const before = { documents: ingest(input), signals: measure("basics") };
  const workspace = join(folder, `workspace-${runs++}`);
  mkdirSync(workspace);
  const stages = { ...before, surprise: perplexity(options), ...more };
  await runHere(pipeline({ name: "test", stages }), workspace);
  const { database } = await openViews(await existingWorkspace(files, workspace));
  const rows = await database.rows(
    "SELECT s.*, d.rule FROM signals AS s LEFT JOIN decisions AS d USING (id)",
  );
  database.close();
  return new Map(rows.map((row) => [String(row.id), row]));
}

const of = (rows: Map<string, Row>, id: string, name = "perplexity") => Number(rows.get(id)?.[name]);

describe("perplexity of a reference", () => {
  test("what is like it surprises least; rules read it; no text has none", async () => {
    const decide = rules({ unlike_the_reference: "perplexity > 30" }, { share: 1 });
    const rows = await run({ reference, order: 3 }, { quality: decide });
    expect(of(rows, "like")).toBeLessThan(of(rows, "shuffled"));
    expect(of(rows, "shuffled")).toBeLessThan(of(rows, "foreign"));
    expect([rows.get("like")?.rule, rows.get("foreign")?.rule]).toEqual([null, "unlike_the_reference"]);
    for (const id of ["empty", "blank"])
      for (const name of Object.keys(perplexitySignals)) expect(rows.get(id)?.[name]).toBeNull();
    expect(of(rows, "hostile")).toBeGreaterThan(1);
  });

  test("the worst tenth of the lines and the share of unknown units tell a bad line in a good page", async () => {
    const rows = await run({ reference });
    expect(of(rows, "mixed", "perplexity_unknown_ratio")).toBeCloseTo(5 / 21, 10);
    expect(of(rows, "mixed", "perplexity_line_median")).toBeLessThan(of(rows, "mixed"));
    expect(of(rows, "mixed", "perplexity_line_p90")).toBeGreaterThan(of(rows, "mixed"));
  });

  test("files of every format, and documents that a predicate names, train the same model", async () => {
    const parquet = join(folder, "good.parquet");
    const database = await openDatabase({ threads: 1, memoryBytes: 2e8, spillFolder: folder });
    await database.execute(`COPY (SELECT text FROM read_json('${reference}')) TO '${parquet}'`);
    database.close();
    const csv = file("good.csv", `text\n${good.map((text) => `"${text}"`).join("\n")}\n`);
    const txt = file("good.txt", [...good].join("\n"));
    const wanted = of(await run({ reference }), "shuffled");
    for (const one of [
      parquet,
      csv,
      txt,
      { files: join(folder, "goo?.jsonl") },
      "id LIKE 'good-%' AND word_count > 3",
    ])
      expect(of(await run({ reference: one }), "shuffled")).toBeCloseTo(wanted, 6);
  });

  test("several references have names of their own; characters are units too", async () => {
    const second = perplexity({ reference, units: "characters", name: "spelling" });
    const rows = await run({ reference }, { spelling: second });
    expect(of(rows, "foreign", "spelling")).toBeGreaterThan(of(rows, "like", "spelling"));
    expect(of(rows, "like", "spelling")).toBeLessThan(of(rows, "like", "perplexity") * 100);
    expect(rows.get("empty")?.spelling).toBeNull();
  });

  test("the content of the files is part of the key, their name is not", () => {
    const key = (path: string) => (perplexity({ reference: path }) as [QueryStage])[0].options;
    const copy = file("copy.jsonl", lines(good.map((text) => ({ text }))));
    const other = file("other.jsonl", lines(good.slice(1).map((text) => ({ text }))));
    expect(key(copy)).toEqual(key(reference));
    expect(key(other)).not.toEqual(key(reference));
  });
});

describe("mistakes", () => {
  test.each<[string, unknown, RegExp]>([
    ["no reference", {}, /^perplexity: reference must be files .* got nothing\.$/],
    ["an unknown option", { reference, ordr: 5 }, /unknown option "ordr"\. Did you mean "order"\?/],
    ["an order out of range", { reference, order: 6 }, /^perplexity: order: .* got 6\.$/],
    [
      "a pruning that falls",
      { reference, prune: [0, 2, 1] },
      /^perplexity: prune: must begin with 0 and never fall/,
    ],
    [
      "files that are not there",
      { reference: "nowhere/*.jsonl" },
      /^perplexity: no file matches "nowhere\/\*\.jsonl"\.$/,
    ],
    [
      "files of another kind",
      { reference: { files: import.meta.filename } },
      /cannot read .*use \.jsonl, \.parquet, \.csv, \.txt or \.md/,
    ],
  ])("%s", (_, options, message) => {
    expect(() => perplexity(options as PerplexityOptions)).toThrow(message);
  });

  test("a predicate over what is not measured shows before anything runs", async () => {
    await expect(run({ reference: "word_cuont > 3" })).rejects.toThrow('Did you mean "word_count"?');
  });

  test("a reference without text, and one that cannot be read, say so", async () => {
    await expect(run({ reference: "id = 'empty'" })).rejects.toThrow(
      "the reference of perplexity has no text",
    );
    const broken = file("broken.jsonl", '{"text": "a"}\n{"text": \n');
    await expect(run({ reference: broken })).rejects.toThrow("the reference of perplexity cannot be read");
  });
});
