import {
  type DuckDBConnection,
  DuckDBInstance,
  DuckDBListValue,
  type DuckDBResult,
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBValue,
} from "@duckdb/node-api";
import { type Batch, column, makeBatch } from "../core/batch.ts";
import { type Database, type DatabaseLimits, literal } from "../core/database.ts";
import { MachineError } from "../core/errors.ts";
import type { ColumnType, Row, Value } from "../core/table.ts";
import { explained } from "./machine-error.ts";

/** Opens an in-memory DuckDB of its own, bounded in memory and threads, that spills to a folder and reaches no network. */
export async function openDatabase(limits: DatabaseLimits): Promise<Database> {
  const instance = await DuckDBInstance.create(":memory:", {
    threads: String(limits.threads),
    memory_limit: `${Math.round(limits.memoryBytes / 1e6)}MB`,
    temp_directory: limits.spillFolder,
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    allow_community_extensions: "false",
    preserve_insertion_order: "true",
  });
  return new DuckDB(instance, await instance.connect());
}

/** A read-only engine for what people type: it reaches files of the given folders only, and its settings are locked. */
export async function lockDown(database: Database, folders: readonly string[]): Promise<void> {
  await database.execute(`SET allowed_directories = [${folders.map(literal).join(", ")}]`);
  await database.execute("SET enable_external_access = false");
  await database.execute("SET lock_configuration = true");
}

class DuckDB implements Database {
  private readonly instance: DuckDBInstance;
  private readonly connection: DuckDBConnection;

  constructor(instance: DuckDBInstance, connection: DuckDBConnection) {
    this.instance = instance;
    this.connection = connection;
  }

  async execute(sql: string): Promise<void> {
    await this.connection.run(sql).catch(rethrow);
  }

  async rows(sql: string): Promise<Row[]> {
    const reader = await this.connection.runAndReadAll(sql).catch(rethrow);
    return reader.getRowObjects().map(plainRow);
  }

  async *batches(sql: string): AsyncGenerator<Batch> {
    const result = await this.connection.stream(sql).catch(rethrow);
    const names = result.deduplicatedColumnNames();
    const types = result.columnTypes().map(columnType);
    for (let columns = await fetch(result); columns !== undefined; columns = await fetch(result)) {
      const values = columns;
      yield makeBatch(Object.fromEntries(names.map((name, i) => [name, column(types[i], values[i])])));
    }
  }

  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
  }
}

const batchRows = 16_384;
const batchCharacters = 8 << 20;

/** The values of the next chunks by column, gathered to about `batchRows` rows or `batchCharacters` of text; undefined at the end. */
async function fetch(result: DuckDBResult): Promise<Value[][] | undefined> {
  let columns: Value[][] | undefined;
  for (let characters = 0; characters < batchCharacters && (columns?.[0]?.length ?? 0) < batchRows; ) {
    const chunk = await result.fetchChunk().catch(rethrow);
    if (!chunk || chunk.rowCount === 0) break;
    const values = Array.from({ length: chunk.columnCount }, (_, i) =>
      chunk.getColumnValues(i).map(plainValue),
    );
    columns = columns ? columns.map((column, i) => column.concat(values[i])) : values;
    for (const column of values)
      for (const value of column) if (typeof value === "string") characters += value.length;
  }
  return columns;
}

/** DuckDB's word for a machine that is too small becomes one clear line. */
function rethrow(error: Error): never {
  if (/Out of Memory Error/i.test(error.message)) {
    throw new MachineError(
      `DuckDB ran out of memory: ${error.message.split("\n")[0]}. Give it more with --memory BYTES, or use fewer --workers`,
      "ENOMEM",
      { cause: error },
    );
  }
  if (/No space left on device/i.test(error.message)) {
    throw explained(
      Object.assign(new Error(error.message.split("\n")[0], { cause: error }), { code: "ENOSPC" }),
    );
  }
  throw error;
}

function plainRow(row: Record<string, DuckDBValue>): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, smallNumber(plainValue(value))]),
  );
}

/** A BIGINT as a number when it is safe. */
function smallNumber(value: Value): Value {
  return typeof value === "bigint" && Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

/** DuckDB's value classes as the values of Sluice rows. */
function plainValue(value: DuckDBValue): Value {
  if (value === null || typeof value !== "object") return value as Value;
  if (value instanceof DuckDBListValue) return value.items.map(plainValue) as unknown as Value;
  if ("bytes" in value && value.bytes instanceof Uint8Array) return value.bytes;
  if ("micros" in value && "toString" in value && value.constructor.name === "DuckDBTimestampValue") {
    return new Date(Number((value.micros as bigint) / 1000n));
  }
  if (value.constructor.name === "DuckDBDecimalValue") return Number(value.toString());
  return value.toString();
}

const columnTypes: Partial<Record<DuckDBTypeId, ColumnType>> = {
  [DuckDBTypeId.BOOLEAN]: "BOOLEAN",
  [DuckDBTypeId.TINYINT]: "INTEGER",
  [DuckDBTypeId.SMALLINT]: "INTEGER",
  [DuckDBTypeId.INTEGER]: "INTEGER",
  [DuckDBTypeId.BIGINT]: "BIGINT",
  [DuckDBTypeId.UTINYINT]: "INTEGER",
  [DuckDBTypeId.USMALLINT]: "INTEGER",
  [DuckDBTypeId.UINTEGER]: "BIGINT",
  [DuckDBTypeId.UBIGINT]: "UBIGINT",
  [DuckDBTypeId.HUGEINT]: "BIGINT",
  [DuckDBTypeId.FLOAT]: "DOUBLE",
  [DuckDBTypeId.DOUBLE]: "DOUBLE",
  [DuckDBTypeId.DECIMAL]: "DOUBLE",
  [DuckDBTypeId.TIMESTAMP]: "TIMESTAMP",
  [DuckDBTypeId.BLOB]: "BLOB",
};

/** The Sluice type in which a result column travels; whatever has none travels as text. */
function columnType(type: DuckDBType): ColumnType {
  if (type.typeId === DuckDBTypeId.LIST) {
    const item = columnType((type as unknown as { valueType: DuckDBType }).valueType);
    return item === "DOUBLE"
      ? "FLOAT[]"
      : item === "UBIGINT" || item === "BIGINT"
        ? "UBIGINT[]"
        : "VARCHAR[]";
  }
  return columnTypes[type.typeId] ?? "VARCHAR";
}
