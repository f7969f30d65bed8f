import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { type Batch, batchOf } from "../../src/core/batch.ts";
import { identifier, literal } from "../../src/core/database.ts";
import type { QueryContext } from "../../src/core/stage.ts";
import type { ColumnType, Row, Schema, Value } from "../../src/core/table.ts";

/** A table of a test: columns and rows. */
export interface TestTable {
  readonly schema: Schema;
  readonly rows: readonly Row[];
}

/** A query context over an in-memory database, with what a stage wrote. */
export interface TestContext extends QueryContext {
  readonly files: Map<string, Buffer>;
}

/** A context whose views are the given tables; tables that the stage writes are created as declared. */
export async function testContext(
  tables: Record<string, TestTable>,
  written: Record<string, Schema> = {},
): Promise<TestContext> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const empty = Object.entries(written).map(([name, schema]) => [name, { schema, rows: [] }] as const);
  for (const [name, table] of [...empty, ...Object.entries(tables)])
    await createTable(connection, name, table);
  const files = new Map<string, Buffer>();
  const rows = async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjectsJS().map(plainRow);

  return {
    stage: "test",
    files,
    rows,
    execute: async (sql) => void (await connection.run(sql)),
    batches: (sql) => readBatches(connection, sql),
    table: identifier,
    async write(table, sql) {
      await connection.run(`INSERT INTO ${identifier(table)} BY NAME ${sql}`);
    },
    async append(table, batch) {
      await insert(
        connection,
        table,
        batch.toArray().map((row) => plainRow(row.toJSON())),
      );
    },
    async create(name) {
      const chunks: Buffer[] = [];
      return {
        write: async (bytes) => void chunks.push(Buffer.from(bytes)),
        close: async () => void files.set(name, Buffer.concat(chunks)),
      };
    },
    file: (name) => name,
    progress: () => {},
    allowed: () => false,
  };
}

async function createTable(
  connection: DuckDBConnection,
  name: string,
  { schema, rows }: TestTable,
): Promise<void> {
  const columns = Object.entries(schema).map(([column, type]) => `${identifier(column)} ${type}`);
  await connection.run(`CREATE TABLE ${identifier(name)} (${columns.join(", ")})`);
  await insert(connection, name, rows, Object.keys(schema));
}

async function insert(
  connection: DuckDBConnection,
  table: string,
  rows: readonly Row[],
  names?: string[],
): Promise<void> {
  if (rows.length === 0) return;
  const columns = names ?? Object.keys(rows[0]);
  const values = rows.map((row) => `(${columns.map((column) => valueSql(row[column] ?? null)).join(", ")})`);
  const list = columns.map(identifier).join(", ");
  await connection.run(`INSERT INTO ${identifier(table)} (${list}) VALUES ${values.join(", ")}`);
}

function valueSql(value: Value): string {
  if (value === null) return "NULL";
  if (typeof value === "string") return literal(value);
  if (value instanceof Uint8Array) return `from_hex('${Buffer.from(value).toString("hex")}')`;
  return String(value);
}

async function* readBatches(connection: DuckDBConnection, sql: string): AsyncIterable<Batch> {
  const result = await connection.stream(sql);
  const schema = Object.fromEntries(
    result.columnNames().map((name, i) => [name, String(result.columnType(i)) as ColumnType]),
  );
  for await (const rows of result.yieldRowObjectJs()) yield batchOf(schema, rows.map(plainRow));
}

function plainRow(row: object): Row {
  const plain = Object.entries(row).map(([name, value]) => [name, plainValue(value)]);
  return Object.fromEntries(plain);
}

function plainValue(value: unknown): Value {
  const whole = typeof value === "bigint" ? Number(value) : value;
  return (Number.isSafeInteger(whole) ? whole : value) as Value;
}
