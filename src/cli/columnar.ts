import { open } from "node:fs/promises";
import { RecordBatchStreamWriter } from "apache-arrow";
import type { Database } from "../core/database.ts";
import type { ColumnType } from "../core/table.ts";
import { files } from "../io/files.ts";
import { parquetWriter } from "../io/parquet/write.ts";

/** Streams the result of a query to a new Parquet file; answers the number of rows. */
export async function writeParquet(database: Database, sql: string, path: string): Promise<number> {
  const types = await database.rows(`DESCRIBE ${sql}`);
  const schema = Object.fromEntries(
    types.map((row) => [row.column_name as string, storedType(String(row.column_type))]),
  );
  const handle = await files.create(path);
  const writer = parquetWriter(schema, handle);
  for await (const batch of database.batches(sql)) await writer.append(batch);
  const rows = await writer.close();
  await handle.sync();
  await handle.close();
  return rows;
}

/** Streams the result of a query to a new Arrow IPC file (the streaming format); answers the number of rows. */
export async function writeArrow(database: Database, sql: string, path: string): Promise<number> {
  const handle = await open(path, "wx");
  const writer = new RecordBatchStreamWriter();
  const written = finished(handle.createWriteStream(), writer);
  let rows = 0;
  for await (const batch of database.batches(sql)) {
    writer.write(batch);
    rows += batch.numRows;
  }
  writer.finish();
  await written;
  return rows;
}

/** Ends with the file: an error of the disk rejects. */
function finished(
  stream: ReturnType<Awaited<ReturnType<typeof open>>["createWriteStream"]>,
  writer: RecordBatchStreamWriter,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  stream.once("close", resolve).once("error", reject);
  writer.pipe(stream);
  return promise;
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
