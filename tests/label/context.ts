import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from "@duckdb/node-api";
import { type Batch, batchOf } from "../../src/core/batch.ts";
import { identifier } from "../../src/core/database.ts";
import type { BatchStage, QueryContext, QueryStage, StageNotes } from "../../src/core/stage.ts";
import type { ColumnType, Row, Schema, Value } from "../../src/core/table.ts";

/** A small world for stages: tables in an in-memory DuckDB, files in memory. */
export interface World {
  readonly context: QueryContext;
  readonly files: Map<string, Uint8Array>;
  /** Puts rows into a table, made where it is missing. */
  fill(table: string, schema: Schema, rows: readonly Row[]): Promise<void>;
  rows(sql: string): Promise<Row[]>;
}

/** Opens a world without tables. */
export async function openWorld(): Promise<World> {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const files = new Map<string, Uint8Array>();
  const rows = async (sql: string) => (await readAll(connection, sql)).rows;
  const schemas = new Map<string, Schema>();
  const fill = async (table: string, schema: Schema, added: readonly Row[]) => {
    const columns = Object.entries(schema).map(([name, type]) => `${identifier(name)} ${type}`);
    await connection.run(`CREATE TABLE IF NOT EXISTS ${identifier(table)} (${columns.join(", ")})`);
    schemas.set(table, schema);
    const places = columns.map((_, i) => `$${i + 1}::${Object.values(schema)[i]}`).join(", ");
    const statement = await connection.prepare(`INSERT INTO ${identifier(table)} VALUES (${places})`);
    await connection.run("BEGIN");
    for (const row of added) {
      statement.bind(Object.keys(schema).map((name) => parameter(row[name] ?? null)));
      await statement.run();
    }
    await connection.run("COMMIT");
  };
  const context: QueryContext = {
    stage: "test",
    execute: async (sql) => void (await connection.run(sql)),
    rows,
    async *batches(sql) {
      const result = await readAll(connection, sql);
      for (let i = 0; i < result.rows.length; i += 1000)
        yield batchOf(result.schema, result.rows.slice(i, i + 1000));
    },
    table: identifier,
    write: async (table, sql) =>
      void (await connection.run(`INSERT INTO ${identifier(table)} BY NAME ${sql}`)),
    append: (table, batch) => fill(table, schemas.get(table)!, rowsOf(batch)),
    create: async (name) => {
      const parts: Uint8Array[] = [];
      return {
        write: async (bytes) => void parts.push(bytes.slice()),
        close: async () => void files.set(name, Buffer.concat(parts)),
      };
    },
    file: (name) => name,
    allowed: () => false,
    progress: () => {},
  };
  return { context, files, fill, rows };
}

/** Runs a query stage after making its tables. */
export async function runQueryStage(world: World, stage: QueryStage): Promise<StageNotes | undefined> {
  for (const [table, schema] of Object.entries(stage.tables)) await world.fill(table, schema, []);
  return stage.run(world.context);
}

/** Runs a batch stage over one batch and fills its tables. */
export async function runBatchStage(
  world: World,
  stage: BatchStage,
  batch: Batch,
  file: (name: string) => string = (name) => name,
): Promise<void> {
  const kernel = await stage.open({ stage: "test", file });
  const tables = await kernel(batch);
  for (const [table, schema] of Object.entries(stage.tables)) {
    await world.fill(table, schema, tables[table] ? rowsOf(tables[table]) : []);
  }
}

/** The rows of a batch, lists as arrays. */
export function rowsOf(batch: Batch): Row[] {
  return batch.toArray().map((row) => {
    const entries = Object.entries(row.toJSON() as Record<string, unknown>);
    return Object.fromEntries(entries.map(([name, value]) => [name, plain(value)])) as Row;
  });
}

function plain(value: unknown): Value {
  const isList = value !== null && typeof value === "object" && Symbol.iterator in value;
  return (isList ? [...(value as Iterable<unknown>)] : value) as Value;
}

async function readAll(connection: DuckDBConnection, sql: string): Promise<{ schema: Schema; rows: Row[] }> {
  const reader = await connection.runAndReadAll(sql);
  const names = reader.columnNames();
  const types = reader.columnTypes().map((type) => String(type) as ColumnType);
  const schema = Object.fromEntries(names.map((name, i) => [name, known(types[i])]));
  const rows = reader.getRowObjectsJS().map((row) => row as Row);
  return {
    schema,
    rows: rows.map((row) => Object.fromEntries(Object.entries(row).map(([k, v]) => [k, small(v)]))),
  };
}

function known(type: string): ColumnType {
  if (
    type === "FLOAT[]" ||
    type === "VARCHAR" ||
    type === "VARCHAR[]" ||
    type === "TIMESTAMP" ||
    type === "BOOLEAN"
  )
    return type;
  return type === "INTEGER" ? "INTEGER" : type === "BIGINT" ? "BIGINT" : "DOUBLE";
}

function small(value: Value): Value {
  return typeof value === "bigint" && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
}

function parameter(value: Value): DuckDBValue {
  if (value === null || typeof value === "string" || typeof value === "bigint" || typeof value === "boolean")
    return value;
  if (typeof value === "number") return value;
  return value instanceof Date ? value.toISOString() : `[${[...(value as Iterable<unknown>)].join(", ")}]`;
}
