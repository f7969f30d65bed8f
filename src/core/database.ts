import type { Batch } from "./batch.ts";
import type { FileHandle } from "./files.ts";
import type { Row, Schema } from "./table.ts";

/** The embedded SQL engine as the engine of stages sees it (DuckDB, in `src/io/duckdb.ts`). */
export interface Database {
  execute(sql: string): Promise<void>;
  rows(sql: string): Promise<Row[]>;
  /** Results in order as Arrow batches of a few thousand rows. */
  batches(sql: string): AsyncIterable<Batch>;
  close(): void;
}

/** Tables on disk as the engine of stages sees them (Parquet, in `src/io/parquet`). */
export interface Tables {
  /** Starts a table at the end of an open file; the caller syncs and closes the file after `close`. */
  writer(schema: Schema, handle: FileHandle): TableWriter;
  /** Reads columns of a table that a stage wrote, as one batch. */
  read(file: Uint8Array, columns: readonly string[]): Batch;
}

/** A table being written. */
export interface TableWriter {
  append(batch: Batch): Promise<void>;
  /** Writes what is left; returns the rows. */
  close(): Promise<number>;
}

/** Opens an engine of its own for a thread. */
export type OpenDatabase = (limits: DatabaseLimits) => Promise<Database>;

/** What one engine may use; memory beyond the limit spills to the folder. */
export interface DatabaseLimits {
  readonly threads: number;
  readonly memoryBytes: number;
  readonly spillFolder: string;
}

/** A string as an SQL literal. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name as an SQL identifier. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
