// After `sluice run pipelines/quickstart.ts`: are the tables what they promise? Asks as a user would, with `sluice query`.
import { execFileSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { get_encoding } from "tiktoken";
import type { Pipeline } from "../src/core/pipeline.ts";
import { type Check, expectEqual, runChecks } from "./checks.ts";

const root = join(import.meta.dirname, "..");
const workspace = resolve(process.argv[2] ?? join(root, "quickstart.sluice"));

type Row = Record<string, string | number | boolean | null>;

function sluice(...words: string[]): string {
  const options = { cwd: root, encoding: "utf8", maxBuffer: 2 ** 30, stdio: "pipe" } as const;
  return execFileSync(process.execPath, ["bin/sluice.js", ...words, "--workspace", workspace], options);
}

function rows(sql: string): Row[] {
  return JSON.parse(sluice("query", sql, "--format", "json"));
}

function value(sql: string): number {
  return Number(Object.values(rows(sql)[0])[0]);
}

/** A claim that holds when a query finds nothing. */
function nothing(claim: string, sql: string): Check {
  return { claim, run: () => expectEqual(rows(`${sql} LIMIT 3`), []) };
}

/** A claim that holds when two queries give the same number, which must not be 0. */
function same(claim: string, left: string, right: string | (() => number)): Check {
  return {
    claim,
    run() {
      const found = value(left);
      expectEqual(found, typeof right === "string" ? value(right) : right());
      if (found === 0) throw new Error("both are 0");
      return found.toLocaleString("en-US");
    },
  };
}

/** Folder of the last result of a stage. */
function stageFolder(stage: string): string {
  const [{ key }] = rows(`SELECT key FROM stages WHERE name = '${stage}'`);
  const [folder] = globSync(join(workspace, "stages", stage, `${key}*`));
  if (folder === undefined) throw new Error(`no folder of stage ${stage}, key ${key}`);
  return folder;
}

/** Files that the pipeline names, counted without Sluice. */
function inputFiles(pipeline: Pipeline): number {
  const { input } = pipeline.steps[0].stage.options as { input: string[] };
  const found = input.flatMap((pattern) => globSync(pattern, { cwd: root, withFileTypes: true }));
  const files = found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Set(files).size;
}

/** Options of the first stage of a kind. */
function options<T>(kind: string): T {
  return pipeline.steps.find(({ stage }) => stage.kind === kind)?.stage.options as T;
}

const dropped = "SELECT count(DISTINCT id) FROM decisions WHERE verdict = 'drop'";
const { default: pipeline } = (await import(join(root, "pipelines/quickstart.ts"))) as { default: Pipeline };
const names = pipeline.steps.map(({ name }) => name);
const idTables = ["documents", "signals", "tokens", "map", "survivors", "kept", "vectors"];

/** The ids of train.bin up to the first end of text, and the text of the document that they belong to. */
function firstDocument(): { ids: Uint16Array; text: string; id: string } {
  const folder = stageFolder("train");
  const bytes = readFileSync(join(folder, "train.bin"));
  const all = new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);
  const [line] = readFileSync(join(folder, "train.documents.jsonl"), "utf8").split("\n", 1);
  const { id } = JSON.parse(line) as { id: string };
  const [{ text }] = rows(`SELECT text FROM kept WHERE id = '${id.replaceAll("'", "''")}'`);
  return { ids: all.subarray(0, all.indexOf(50_256)), text: String(text), id };
}

await runChecks([
  {
    claim: "every stage of the pipeline has its row, in order",
    run: () => {
      expectEqual(
        rows("SELECT name FROM stages").map(({ name }) => name),
        names,
      );
      return names.length;
    },
  },
  nothing("no stage is empty", "SELECT name FROM stages WHERE rows_out = 0"),
  same(
    "documents + quarantine = records read",
    "SELECT (SELECT count(*) FROM documents) + (SELECT count(*) FROM quarantine)",
    () => inputFiles(pipeline),
  ),
  same(
    "kept = documents − dropped",
    "SELECT count(*) FROM kept",
    `SELECT (SELECT count(*) FROM documents) - (${dropped})`,
  ),
  {
    claim: "every rule speaks on the documents that its predicate says, and on no other",
    run: () => {
      for (const { name, when } of options<{ rules: { name: string; when: string }[] }>("rules").rules)
        expectEqual(
          value(`SELECT count(*) FROM decisions WHERE rule = '${name}'`),
          value(`SELECT count(*) FROM signals WHERE ${when}`),
        );
    },
  },
  ...idTables.map((table) =>
    nothing(
      `every id stands once in ${table}`,
      `SELECT id FROM ${table} GROUP BY id HAVING count(*) > 1 OR id IS NULL`,
    ),
  ),
  nothing(
    "every decision is about a document and gives a reason",
    "SELECT * FROM decisions WHERE id NOT IN (SELECT id FROM documents) OR reason IS NULL",
  ),
  same(
    "every document is measured",
    "SELECT count(*) FROM signals WHERE word_count IS NOT NULL",
    "SELECT count(*) FROM documents",
  ),
  nothing(
    "every removed copy names a keeper that survives, and a verified similarity",
    "SELECT * FROM duplicates WHERE NOT kept AND (similarity < 0.8 OR keeper NOT IN (SELECT id FROM survivors))",
  ),
  same(
    "every survivor is counted and mapped",
    "SELECT count(*) FROM survivors JOIN tokens USING (id) JOIN map USING (id) JOIN vectors USING (id)",
    "SELECT count(*) FROM survivors",
  ),
  {
    claim: "every labeling function voted",
    run: () => {
      const voters = rows("SELECT DISTINCT voter FROM votes ORDER BY voter").map(({ voter }) => voter);
      expectEqual(voters, Object.keys(options<{ functions: object }>("label").functions).sort());
      return voters.length;
    },
  },
  nothing(
    "probabilities of labels are probabilities",
    "SELECT * FROM labels WHERE NOT probability BETWEEN 0 AND 1",
  ),
  same(
    "every survivor has a score",
    "SELECT count(*) FROM scores WHERE isfinite(score) AND id IN (SELECT id FROM survivors)",
    "SELECT count(*) FROM survivors",
  ),
  same(
    "the learning curve has a point of each round",
    "SELECT count(*) FROM learning_curve WHERE accuracy BETWEEN 0 AND 1",
    "SELECT count(*) FROM learning_curve",
  ),
  {
    claim: "train.bin and val.bin hold the tokens of their manifest, two bytes each",
    run: () => {
      const folder = stageFolder("train");
      const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
      const bytes = ["train.bin", "val.bin"].map((name) => readFileSync(join(folder, name)).length);
      expectEqual(bytes[0] + bytes[1], 2 * manifest.tokens);
      expectEqual(bytes[0], 2 * manifest.files[0].tokens);
      return `${manifest.tokens.toLocaleString("en-US")} tokens`;
    },
  },
  {
    claim: "the first document of train.bin is its text in the ids of OpenAI's own tokenizer",
    run: () => {
      const { ids, text, id } = firstDocument();
      expectEqual([...ids], [...get_encoding("gpt2").encode_ordinary(text)]);
      return `${id.slice(0, 60)}, ${ids.length} tokens`;
    },
  },
  {
    claim: "report.html is there, loads nothing from elsewhere, and says how many documents were kept",
    run: () => {
      const html = readFileSync(join(workspace, "report.html"), "utf8");
      const remote = html.match(/(?:\ssrc=|<link\b|@import|url\(\s*['"]?)\s*["']?(?:https?:)?\/\/[^"' )]*/i);
      if (remote) throw new Error(`loads ${remote[0]}`);
      const kept = value("SELECT count(*) FROM kept").toLocaleString("en-US");
      if (!html.includes(kept)) throw new Error(`does not say ${kept}`);
      return `${Math.round(html.length / 1000)} kB`;
    },
  },
  {
    claim: "a second run does nothing",
    run: () => {
      const record: { stages: { name: string; cached: boolean }[] } = JSON.parse(
        sluice("run", "pipelines/quickstart.ts", "--json"),
      );
      expectEqual(
        record.stages.filter(({ cached }) => !cached).map(({ name }) => name),
        [],
      );
      return `${record.stages.length} stages are up to date`;
    },
  },
]);
