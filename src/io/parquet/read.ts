import { Schema as ArrowSchema, Field, makeData, RecordBatch, Struct } from "apache-arrow";
import type { Batch } from "../../core/batch.ts";
import { didYouMean } from "../../core/errors.ts";
import type { Files } from "../../core/files.ts";
import { arrowData } from "./arrow-data.ts";
import { readEntries } from "./read-column.ts";
import { type FileColumn, type FileLayout, fileLayout } from "./read-footer.ts";

/**
 * Reads a file that `parquetWriter` wrote as one batch: `columns` in their order, else all. Only these are
 * decompressed. Throws for damaged bytes, for other writers' files, for an unknown column, and for a string
 * column of 2 GiB or more. A timestamp comes in milliseconds, rounded down.
 */
export function readParquet(file: Uint8Array, columns?: readonly string[]): Batch {
  const layout = fileLayout(file);
  const wanted = columns?.map((name) => columnNamed(layout, name)) ?? layout.columns;
  const children = wanted.map((column) => arrowData(column.column, readEntries(file, column)));
  const fields = wanted.map(({ column }, i) => new Field(column.name, children[i].type, true));
  return new RecordBatch(
    new ArrowSchema(fields),
    makeData({ type: new Struct(fields), length: layout.rows, children }),
  );
}

/** `readParquet` on the file at `path`. */
export async function readParquetFile(
  files: Pick<Files, "read">,
  path: string,
  columns?: readonly string[],
): Promise<Batch> {
  return readParquet(await files.read(path), columns);
}

function columnNamed({ columns }: FileLayout, name: string): FileColumn {
  const found = columns.find(({ column }) => column.name === name);
  if (found !== undefined) return found;
  const names = columns.map(({ column }) => column.name);
  throw new Error(`Parquet: the file has no column "${name}".${didYouMean(name, names)}`);
}
