/** A workspace with any number of documents, their signals, tokens, labels of three in a hundred, and what twenty rules and a stage of copies decided, written as its stages would. */
import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { checkRules } from "../src/clean/rules/check.ts";
import { decisionsSql } from "../src/clean/rules/decisions.ts";
import { gopher } from "../src/clean/rules/gopher.ts";
import { readableColumns } from "../src/clean/rules/measured.ts";
import { namedRules } from "../src/clean/rules/rule.ts";
import { type Database, literal } from "../src/core/database.ts";
import { contract, type Schema } from "../src/core/table.ts";
import { openDatabase } from "../src/io/duckdb.ts";

const key = "0000000000000000";
const tables = { documents: "documents", signals: "signals" };

/** Shares and ratios, from rare to common. */
const ratios = [
  "symbol_ratio_hash",
  "symbol_ratio_ellipsis",
  "bullet_line_ratio",
  "ellipsis_line_ratio",
  "duplicate_paragraph_ratio",
  "duplicate_paragraph_char_ratio",
  "duplicate_line_ratio",
  "duplicate_line_char_ratio",
  ...[2, 3, 4].map((n) => `top_${n}gram_char_ratio`),
  ...[5, 6, 7, 8, 9, 10].map((n) => `duplicate_${n}gram_char_ratio`),
];

/** Makes the workspace unless it is there. */
export async function rulesWorkspace(folder: string, documents: number): Promise<void> {
  if (existsSync(`${folder}/run.json`)) return;
  mkdirSync(`${folder}/tmp`, { recursive: true });
  const database = await openDatabase({ threads: 2, memoryBytes: 3e9, spillFolder: `${folder}/tmp` });
  await createTables(database, documents);
  const origins = await readableColumns(tables, database);
  const rules = await checkRules(gopher, origins.known, database);
  const signals = Object.fromEntries(
    Object.entries(origins.known).filter(([name]) => origins.signals.has(name)),
  );
  const stage = (name: string, table: string, schema: Schema, sql: string, definition = {}) =>
    writeStage(database, folder, { name, table, schema, sql, definition });
  const copies = `SELECT id, 'copies' AS stage, 'near_duplicate' AS rule, 'drop' AS verdict, NULL::DOUBLE AS value, NULL::VARCHAR AS bound, 'copy' AS reason
    FROM documents WHERE hash(id) % 12 = 0`;
  const options = JSON.stringify({ rules: namedRules(gopher).map(({ name, when }) => ({ name, when })) });
  const stages = [
    await stage("documents", "documents", contract.documents, "FROM documents"),
    await stage("signals", "signals", { id: "VARCHAR", ...signals } as Schema, "FROM signals"),
    await stage("quality", "decisions", contract.decisions, decisionsSql("quality", rules, origins, tables), {
      kind: "rules",
      options,
    }),
    await stage("copies", "decisions", contract.decisions, copies),
    await stage(
      "tokens",
      "tokens",
      contract.tokens,
      "SELECT id, 'gpt2' AS tokenizer, (word_count * 1.3)::BIGINT AS tokens FROM signals",
    ),
  ];
  const labels = `SELECT id, 'quality' AS task, CASE WHEN word_count < 60 AND hash(id) % 5 <> 0 OR hash(id) % 13 = 0 THEN 'drop' ELSE 'keep' END AS label,
      0.9::DOUBLE AS probability, 'label-model' AS source FROM signals WHERE hash(id) % 100 < 3`;
  stages.push(await stage("verdict", "labels", contract.labels, labels));
  database.close();
  writeFileSync(`${folder}/workspace.json`, '{ "format": 1 }');
  writeFileSync(
    `${folder}/run.json`,
    JSON.stringify({ pipeline: "bench", file: "bench.ts", finished: true, stages }),
  );
}

async function createTables(database: Database, documents: number): Promise<void> {
  await database.execute("SELECT setseed(0.5)");
  await database.execute(`CREATE TABLE documents AS SELECT md5(i::VARCHAR)[:20] AS id, repeat('The mill stands by the river. ', 12) AS text,
      concat('crawl/part-', i % 7, '/file-', i % 90, '.warc.gz') AS source, i AS position, NULL::VARCHAR AS url, NULL::VARCHAR AS title,
      NULL::VARCHAR AS author, NULL::TIMESTAMP AS created, ['en', 'de', 'fr', 'ja'][i % 4 + 1] AS language, NULL::JSON AS metadata
    FROM range(${documents}) AS t(i)`);
  const skewed = (name: string, i: number) => `pow(random(), ${4 + (i % 5)}) AS ${name}`;
  await database.execute(`CREATE TABLE signals AS SELECT id, exp(3.2 + 4.5 * random() * random())::INTEGER AS word_count,
      exp(5 + 4 * random())::INTEGER AS byte_count, 348 AS character_count, 2.9 + 3 * random() * random() AS mean_word_length, 0.75 + 0.25 * sqrt(random()) AS alphabetic_word_ratio,
      (30 * random())::INTEGER AS stop_word_count, ${ratios.map(skewed).join(", ")} FROM documents`);
}

interface StageOfTable {
  readonly name: string;
  readonly table: string;
  readonly schema: Schema;
  readonly sql: string;
  readonly definition: object;
}

async function writeStage(database: Database, folder: string, stage: StageOfTable) {
  const { name, table, schema, sql, definition } = stage;
  const own = `${folder}/stages/${name}/${key}`;
  mkdirSync(own, { recursive: true });
  const file = `all.${table}.parquet`;
  await database.execute(`COPY (${sql}) TO ${literal(`${own}/${file}`)} (FORMAT parquet, COMPRESSION zstd)`);
  const [{ rows }] = await database.rows(`SELECT count(*) AS rows FROM ${literal(`${own}/${file}`)}`);
  const fact = { file, bytes: statSync(`${own}/${file}`).size, hash: "", rows: Number(rows) };
  const manifest = {
    format: 1,
    stage: name,
    key,
    tables: { [table]: schema },
    parts: [{ [table]: fact }],
    partNames: ["all"],
    files: [],
  };
  const spoken =
    table === "decisions"
      ? await database.rows(
          `SELECT rule, count(*) AS documents FROM ${literal(`${own}/${file}`)} GROUP BY rule`,
        )
      : [];
  const whole = { kind: name, version: 1, options: "{}", inputs: {}, ...definition };
  writeFileSync(`${own}/stage.json`, JSON.stringify({ ...manifest, definition: whole, notes: {} }));
  const counts = {
    rows_in: 0,
    rows_out: 0,
    dropped: 0,
    quarantined: 0,
    seconds: 0,
    peak_rss_bytes: 0,
    bytes_written: 0,
  };
  return { name, entry: name, key, kind: whole.kind, ...counts, cached: false, rules: spoken, notes: {} };
}
