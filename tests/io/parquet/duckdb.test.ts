import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from "@duckdb/node-api";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { batchOf } from "../../../src/core/batch.ts";
import type { Row, Schema } from "../../../src/core/table.ts";
import { parquetOf } from "./memory-file.ts";
import { everyType, plain, rowsOf } from "./rows.ts";

let folder: string;
let path: string;
let connection: DuckDBConnection;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-parquet-"));
  path = join(folder, "part.parquet");
  connection = await (await DuckDBInstance.create(":memory:", { threads: "1" })).connect();
});

afterAll(async () => {
  connection.closeSync();
  await rm(folder, { recursive: true });
});

async function query(sql: string): Promise<Record<string, DuckDBValue>[]> {
  return (await connection.runAndReadAll(sql)).getRowObjects();
}

async function store(schema: Schema, rows: readonly Row[]): Promise<void> {
  await writeFile(path, await parquetOf(schema, [batchOf(schema, rows)]));
}

/** A value of DuckDB as `plain` shows ours. */
function duck(value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  if ("micros" in value) return Number((value.micros as bigint) / 1000n);
  if ("bytes" in value) return Buffer.from(value.bytes as Uint8Array).toString("hex");
  return (value as { items: unknown[] }).items.map(duck);
}

describe("DuckDB reads what parquetWriter wrote", () => {
  test("the types are those of the schema", async () => {
    await store(everyType, []);
    const described = await query(`DESCRIBE FROM '${path}'`);
    expect(Object.fromEntries(described.map((row) => [row.column_name, row.column_type]))).toEqual(everyType);
  });

  test("the values are those that were written", async () => {
    await fc.assert(
      fc.asyncProperty(rowsOf(everyType, 60), async (rows) => {
        await store(everyType, rows);
        const read = await query(`FROM '${path}'`);
        const names = Object.keys(everyType);
        expect(read.map((row) => names.map((name) => duck(row[name])))).toEqual(
          rows.map((row) => names.map((name) => plain(row[name]))),
        );
      }),
      { numRuns: 60 },
    );
  });

  test("a file without rows is a table without rows", async () => {
    await store(everyType, []);
    expect(await query(`SELECT count(*) AS rows FROM '${path}'`)).toEqual([{ rows: 0n }]);
  });
});
