/** How fast does each reader turn a file into documents? MB of text per second of CPU time; larger is better. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync, zstdCompressSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import { tableFromArrays, tableToIPC } from "apache-arrow";
import { ingest } from "../src/io/ingest.ts";
import { emptyTally } from "../src/io/read/reading.ts";

const data = process.env.SLUICE_DATA ?? "../shared/data";
const books = `${data}/books.jsonl.gz`;
if (!existsSync(books)) throw new Error(`bench/read.ts needs ${books}. Set SLUICE_DATA to the folder of it`);
const folder = mkdtempSync(join(tmpdir(), "sluice-bench-"));

const lines = gunzipSync(readFileSync(books));
const records = lines
  .toString("utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Record<string, string>);
const cell = (value: unknown) => `"${String(value).replaceAll('"', '""')}"`;
const csv = ["id,text", ...records.map(({ id, text }) => `${cell(id)},${cell(text)}`)].join("\n");

function file(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

async function parquet(): Promise<string> {
  const connection = await (await DuckDBInstance.create()).connect();
  const path = join(folder, "a.parquet");
  await connection.run(
    `COPY (SELECT * FROM read_json('${books}')) TO '${path}' (FORMAT parquet, COMPRESSION zstd)`,
  );
  return path;
}

const inputs: Record<string, string> = {
  JSONL: file("a.jsonl", lines),
  "JSONL gzip": books,
  "JSONL zstd": file("a.jsonl.zst", zstdCompressSync(lines)),
  CSV: file("a.csv", csv),
  "CSV gzip": file("b.csv.gz", gzipSync(csv)),
  "Parquet zstd": await parquet(),
  Arrow: file(
    "a.arrow",
    tableToIPC(
      tableFromArrays({ id: records.map(({ id }) => id), text: records.map(({ text }) => text) }),
      "stream",
    ),
  ),
  "WARC gzip": `${data}/web/archive-2008.warc.gz`,
  "HTML gzip": `${data}/extraction/html/*.html.gz`,
};

const rows: Record<string, Record<string, string | number>> = {};
for (const [name, path] of Object.entries(inputs)) {
  const runs: number[] = [];
  let documents = 0;
  let bytes = 0;
  for (let run = 0; run < 5; run++) {
    const stage = ingest(path);
    const units = await stage.plan(undefined);
    const tally = emptyTally();
    documents = 0;
    bytes = 0;
    const before = process.cpuUsage();
    for (const unit of units) {
      for await (const batch of stage.read(unit, tally)) {
        for (const record of batch) {
          if ("error" in record) continue;
          documents++;
          bytes += record.text.length;
        }
      }
    }
    const { user, system } = process.cpuUsage(before);
    runs.push((user + system) / 1e6);
  }
  const seconds = runs.sort((a, b) => a - b)[2];
  rows[name] = {
    documents,
    "MB of text": (bytes / 1e6).toFixed(1),
    "CPU s": seconds.toFixed(3),
    "MB/s": Math.round(bytes / 1e6 / seconds),
  };
}
console.table(rows);
rmSync(folder, { recursive: true });
