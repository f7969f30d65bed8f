import { open, rename } from "node:fs/promises";
import { RecordBatchStreamWriter } from "apache-arrow";
import type { Database } from "../core/database.ts";
import { UserError } from "../core/errors.ts";
import type { ColumnType } from "../core/table.ts";
import { files } from "../io/files.ts";
import { parquetWriter } from "../io/parquet/write.ts";
import { refuseOverwriting } from "./output.ts";
import type { QueryFlags } from "./query.ts";

/** Streams the result of a query to a Parquet or Arrow IPC file; whole or not at all. */
export async function writeColumnar(database: Database, sql: string, flags: QueryFlags): Promise<void> {
  if (flags.output === undefined) throw new UserError(`query: --format ${flags.format} needs --output FILE`);
  refuseOverwriting(flags.output, flags.force);
  const temporary = `${flags.output}.tmp`;
  await files.remove(temporary);
  if (flags.format === "parquet") await writeParquet(database, sql, temporary);
  else await writeArrow(database, sql, temporary);
  await rename(temporary, flags.output);
}

async function writeParquet(database: Database, sql: string, path: string): Promise<void> {
  const types = await database.rows(`DESCRIBE ${sql}`);
  const schema = Object.fromEntries(
    types.map((row) => [row.column_name as string, storedType(String(row.column_type))]),
  );
  const handle = await files.create(path);
  const writer = parquetWriter(schema, handle);
  for await (const batch of database.batches(sql)) await writer.append(batch);
  await writer.close();
  await handle.sync();
  await handle.close();
}

async function writeArrow(database: Database, sql: string, path: string): Promise<void> {
  const handle = await open(path, "wx");
  const writer = new RecordBatchStreamWriter();
  writer.pipe(handle.createWriteStream());
  for await (const batch of database.batches(sql)) writer.write(batch);
  await writer.finish();
  await writer.closed;
}

/** The Sluice column type that holds a DuckDB type. */
function storedType(type: string): ColumnType {
  if (/^(TINYINT|SMALLINT|INTEGER|UTINYINT|USMALLINT)$/.test(type)) return "INTEGER";
  if (/^(BIGINT|UINTEGER|HUGEINT)$/.test(type)) return "BIGINT";
  if (/^(DOUBLE|FLOAT|DECIMAL)/.test(type)) return /\[\]$/.test(type) ? "FLOAT[]" : "DOUBLE";
  if (/^(BOOLEAN|UBIGINT|BLOB|JSON|UBIGINT\[\])$/.test(type)) return type as ColumnType;
  if (/^TIMESTAMP/.test(type)) return "TIMESTAMP";
  return /\[\]$/.test(type) ? "VARCHAR[]" : "VARCHAR";
}
