import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DuckDBInstance, DuckDBListValue, type DuckDBValue } from "@duckdb/node-api";
import { type Batch, batchOf } from "../../src/core/batch.ts";
import { identifier, literal } from "../../src/core/database.ts";
import type { QueryContext } from "../../src/core/stage.ts";
import { contract, type Row, type Schema, type Value } from "../../src/core/table.ts";
import { temporaryFolder } from "../temporary-folder.ts";

/** A query context over an in-memory DuckDB, with the tables of the contract empty. */
export interface TestContext extends QueryContext {
  /** Puts rows into a table, which is made when it is not there. */
  fill(table: string, rows: readonly Row[], schema?: Schema): Promise<void>;
}

const extra: Record<string, Schema> = {
  survivors: { id: "VARCHAR" },
  text: { id: "VARCHAR", text: "VARCHAR" },
  kept: contract.documents,
  stages: {
    name: "VARCHAR",
    key: "VARCHAR",
    rows_in: "BIGINT",
    rows_out: "BIGINT",
    dropped: "BIGINT",
    seconds: "DOUBLE",
    peak_rss_bytes: "BIGINT",
    bytes_written: "BIGINT",
    cached: "BOOLEAN",
  },
};

/** Opens a fresh context; `tables` are the private tables of the stage under test. */
export async function openContext(tables: Record<string, Schema> = {}): Promise<TestContext> {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const folder = temporaryFolder("sluice-viz-");
  const schemas: Record<string, Schema> = { ...contract, ...extra, ...tables };
  const rows = async (sql: string) => {
    const reader = await connection.runAndReadAll(sql);
    return reader.getRowObjects().map((row) => mapValues(row, plain));
  };
  const create = async (table: string, schema: Schema) => {
    const columns = Object.entries(schema).map(([name, type]) => `${identifier(name)} ${type}`);
    await connection.run(`CREATE OR REPLACE TABLE ${identifier(table)} (${columns.join(", ")})`);
  };
  for (const [table, schema] of Object.entries(schemas)) await create(table, schema);
  const insert = async (table: string, schema: Schema, values: readonly Row[]) => {
    for (let from = 0; from < values.length; from += 500) {
      const tuples = values.slice(from, from + 500).map(
        (row) =>
          `(${Object.keys(schema)
            .map((name) => sqlValue(row[name] ?? null))
            .join(", ")})`,
      );
      await connection.run(`INSERT INTO ${identifier(table)} VALUES ${tuples.join(", ")}`);
    }
  };
  return {
    stage: "test",
    execute: async (sql) => void (await connection.run(sql)),
    rows,
    table: identifier,
    async *batches(sql) {
      const all = await rows(sql);
      const described = await rows(`DESCRIBE ${sql}`);
      const schema = Object.fromEntries(described.map((row) => [row.column_name, row.column_type])) as Schema;
      for (let from = 0; from < all.length; from += 700) yield batchOf(schema, all.slice(from, from + 700));
    },
    write: async (table, sql) =>
      void (await connection.run(`CREATE OR REPLACE TABLE ${identifier(table)} AS ${sql}`)),
    append: (table, batch) => insert(table, schemas[table], batchRows(batch)),
    async create(name) {
      const chunks: Uint8Array[] = [];
      return {
        write: async (bytes) => void chunks.push(bytes.slice()),
        close: () => writeFile(join(folder, name), Buffer.concat(chunks)),
      };
    },
    file: (name) => join(folder, name),
    allowed: () => false,
    progress() {},
    async fill(table, values, schema = schemas[table]) {
      schemas[table] = schema;
      await create(table, schema);
      await insert(table, schema, values);
    },
  };
}

function batchRows(batch: Batch): Row[] {
  return Array.from({ length: batch.numRows }, (_, i) =>
    Object.fromEntries(
      batch.schema.fields.map(({ name }, column) => {
        const value = batch.getChildAt(column)?.get(i) ?? null;
        return [
          name,
          value !== null && typeof value === "object" && Symbol.iterator in value ? [...value] : value,
        ];
      }),
    ),
  );
}

function sqlValue(value: Value): string {
  if (value === null) return "NULL";
  if (typeof value === "string") return literal(value);
  if (value instanceof Date)
    return `TIMESTAMP ${literal(value.toISOString().replace("T", " ").replace("Z", ""))}`;
  if (typeof value === "object" && Symbol.iterator in value)
    return `[${Array.from(value as Iterable<Value>, sqlValue).join(", ")}]`;
  return String(value);
}

function plain(value: DuckDBValue): Value {
  if (typeof value === "bigint") return Number(value);
  if (value instanceof DuckDBListValue) return value.items.map(plain) as unknown as Value;
  if (value !== null && typeof value === "object") return value.toString();
  return value as Value;
}

function mapValues(row: Record<string, DuckDBValue>, map: (value: DuckDBValue) => Value): Row {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, map(value)]));
}
