/** How much faster than DuckDB's appender, COPY and scan are our own Parquet writer and reader? */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { type Batch, batchOf } from "../src/core/batch.ts";
import type { Database } from "../src/core/database.ts";
import type { Row, Schema } from "../src/core/table.ts";
import { openDatabase } from "../src/io/duckdb.ts";
import { readParquet } from "../src/io/parquet/read.ts";
import { parquetWriter } from "../src/io/parquet/write.ts";

const rounds = 9;
const folder = mkdtempSync(join(tmpdir(), "sluice-bench-"));

/** A table as the workers have it: Arrow batches of a thousand rows. */
interface Table {
  readonly name: string;
  readonly schema: Schema;
  readonly batches: readonly Batch[];
  readonly rows: number;
  readonly bytes: number;
}

function table(name: string, schema: Schema, rows: readonly Row[]): Table {
  const batches: Batch[] = [];
  for (let i = 0; i < rows.length; i += 1024) batches.push(batchOf(schema, rows.slice(i, i + 1024)));
  const cells = rows.flatMap((row) => Object.values(row));
  const sizes = cells.map((cell) => (typeof cell === "string" ? Buffer.byteLength(cell) : 8));
  return { name, schema, batches, rows: rows.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

function textTable(): Table {
  const lines = gunzipSync(readFileSync("../shared/data/books.jsonl.gz")).toString().trim().split("\n");
  const rows = lines.map((line) => JSON.parse(line) as Row).map(({ id, text }) => ({ id, text }));
  return table("texts (id, text)", { id: "VARCHAR", text: "VARCHAR" }, rows);
}

/** Four rules speak about each of 50,000 documents. */
function decisionTable(): Table {
  const names = ["too_few_words", "too_many_symbols", "no_stop_words", "duplicate_lines"];
  const rows = Array.from({ length: 200_000 }, (_, i) => ({
    id: `book-${(i >> 2).toString().padStart(8, "0")}`,
    stage: "quality",
    rule: names[i & 3],
    verdict: i % 7 === 0 ? "drop" : "keep",
    value: Math.fround(Math.abs(Math.sin(i))),
    bound: ">= 0.5",
    reason: i % 5 === 0 ? null : `value ${i % 1000} is out of bounds`,
  }));
  const words = { id: "VARCHAR", stage: "VARCHAR", rule: "VARCHAR", verdict: "VARCHAR" } as const;
  return table("decisions", { ...words, value: "DOUBLE", bound: "VARCHAR", reason: "VARCHAR" }, rows);
}

async function cpuMilliseconds(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000);
  }
  return times.sort((a, b) => a - b)[rounds >> 1];
}

async function writeOurs({ schema, batches }: Table, path: string): Promise<void> {
  const parts: Uint8Array[] = [];
  const write = async (bytes: Uint8Array) => void parts.push(bytes);
  const writer = parquetWriter(schema, { write, sync: async () => {}, close: async () => {} });
  for (const batch of batches) await writer.append(batch);
  await writer.close();
  writeFileSync(path, Buffer.concat(parts));
}

/** The appender takes strings and numbers, so Arrow's bytes are decoded first. */
async function writeDuck(
  connection: DuckDBConnection,
  { schema, batches }: Table,
  path: string,
  level: number,
): Promise<void> {
  const columns = Object.entries(schema);
  await connection.run(`CREATE OR REPLACE TABLE part (${columns.map((c) => c.join(" ")).join(", ")})`);
  const appender = await connection.createAppender("part");
  for (const batch of batches) {
    const vectors = columns.map(([name]) => batch.getChild(name));
    for (let row = 0; row < batch.numRows; row++) {
      for (const vector of vectors) {
        const value = vector?.get(row);
        if (value === null) appender.appendNull();
        else if (typeof value === "number") appender.appendDouble(value);
        else appender.appendVarchar(value);
      }
      appender.endRow();
    }
  }
  appender.closeSync();
  await connection.run(
    `COPY part TO '${path}' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL ${level})`,
  );
}

/** DuckDB's values as strings and numbers, not yet a batch. */
async function readDuck(connection: DuckDBConnection, path: string): Promise<number> {
  const result = await connection.stream(`FROM '${path}'`);
  let cells = 0;
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return cells;
    for (let i = 0; i < chunk.columnCount; i++) cells += chunk.getColumnValues(i).length;
  }
}

/** Batches as the engine of stages gets them. */
async function readBatches(database: Database, path: string): Promise<number> {
  let rows = 0;
  for await (const batch of database.batches(`FROM '${path}'`)) rows += batch.numRows;
  return rows;
}

/** One blob and lengths per thousand rows and string column, which wrap to Arrow without a copy. */
async function readPacked(connection: DuckDBConnection, { schema }: Table, path: string): Promise<void> {
  const packed = Object.entries(schema).map(([name, type]) =>
    type === "VARCHAR" ? `encode(string_agg(${name}, '')), list(strlen(${name}))` : `list(${name})`,
  );
  await connection.runAndReadAll(
    `SELECT ${packed.join(", ")}
     FROM (SELECT *, row_number() OVER () // 1000 AS block FROM '${path}') GROUP BY block ORDER BY block`,
  );
}

function report(what: string, milliseconds: number, bytes: number, base: number): void {
  const speed = (bytes / 1000 / milliseconds).toFixed(0);
  const ratio = (base / milliseconds).toFixed(2);
  console.log(
    `  ${what.padEnd(32)}${milliseconds.toFixed(0).padStart(6)} ms cpu${speed.padStart(6)} MB/s${ratio.padStart(7)}x`,
  );
}

async function compare(connection: DuckDBConnection, database: Database, input: Table): Promise<void> {
  const ours = join(folder, "ours.parquet");
  const duck = join(folder, "duck.parquet");
  const writeDefault = await cpuMilliseconds(() => writeDuck(connection, input, duck, 3));
  const writeBase = await cpuMilliseconds(() => writeDuck(connection, input, duck, 1));
  const write = await cpuMilliseconds(() => writeOurs(input, ours));
  const values = await cpuMilliseconds(() => readDuck(connection, ours));
  const batches = await cpuMilliseconds(() => readBatches(database, ours));
  const packed = await cpuMilliseconds(() => readPacked(connection, input, ours));
  const read = await cpuMilliseconds(async () => readParquet(readFileSync(ours)));
  console.log(`${input.name}: ${input.rows} rows, ${(input.bytes / 1e6).toFixed(1)} MB`);
  report("write: DuckDB, its level (3)", writeDefault, input.bytes, writeBase);
  report("write: DuckDB appender, COPY", writeBase, input.bytes, writeBase);
  report("write: parquetWriter", write, input.bytes, writeBase);
  report("read: DuckDB, Arrow batches", batches, input.bytes, batches);
  report("read: DuckDB, values", values, input.bytes, batches);
  report("read: DuckDB, packed in SQL", packed, input.bytes, batches);
  report("read: readParquet, Arrow batch", read, input.bytes, batches);
  console.log(`  bytes: DuckDB ${statSync(duck).size}, ours ${statSync(ours).size}\n`);
}

const connection = await (await DuckDBInstance.create(":memory:", { threads: "1" })).connect();
const database = await openDatabase({ threads: 1, memoryBytes: 2e9, spillFolder: folder });
await compare(connection, database, textTable());
await compare(connection, database, decisionTable());
connection.closeSync();
database.close();
rmSync(folder, { recursive: true });
