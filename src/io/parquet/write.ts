import type { Batch } from "../../core/batch.ts";
import type { TableWriter } from "../../core/database.ts";
import { didYouMean, UserError } from "../../core/errors.ts";
import type { FileHandle } from "../../core/files.ts";
import type { Schema } from "../../core/table.ts";
import { type Cells, cellsOf, nullCells } from "./cells.ts";
import { chunkOf } from "./chunk.ts";
import { ColumnBuffer, plainSize } from "./column-buffer.ts";
import { fileMetadata, rowGroup } from "./footer.ts";
import { type Column, columnsOf, magic, rowGroupBytes, rowGroupRows } from "./format.ts";
import type { ThriftValue } from "./thrift-write.ts";
import { checkUtf8 } from "./utf8.ts";

/** From this size on a part is written without a copy. */
const largePart = 2 ** 16;

/**
 * Writes a Parquet file: zstd pages, PLAIN or dictionary encoding, row groups of at most 122,880 rows or about
 * 16 MB. The bytes depend on the rows alone, not on their batches. Columns are found by name; one that a batch
 * lacks is null. `close` leaves the handle open and unsynced.
 */
export function parquetWriter(schema: Schema, handle: FileHandle): TableWriter {
  const columns = columnsOf(schema);
  if (columns.length === 0) throw new UserError("a Parquet table needs at least one column");
  const buffers = columns.map((column) => new ColumnBuffer(column));
  const groups: ThriftValue[] = [];
  let position = 0;
  let rows = 0;
  let groupRows = 0;
  let groupBytes = 0;

  async function put(parts: readonly Uint8Array[]): Promise<void> {
    for (const bytes of joinedSmall(parts)) {
      await handle.write(bytes);
      position += bytes.length;
    }
  }

  async function flush(): Promise<void> {
    if (position === 0) await put([magic]);
    if (groupRows === 0) return;
    const chunks = buffers.map(chunkOf);
    groups.push(rowGroup(chunks, groupRows, position, groups.length));
    await put(chunks.flatMap((chunk) => chunk.pages.flatMap((page) => page.parts)));
    for (const buffer of buffers) buffer.clear();
    rows += groupRows;
    groupRows = 0;
    groupBytes = 0;
  }

  async function append(batch: Batch): Promise<void> {
    const cells = batchCells(batch, columns);
    let from = 0;
    while (from < batch.numRows) {
      const most = Math.min(batch.numRows, from + rowGroupRows - groupRows);
      const to = groupEnd(cells, columns, from, most, rowGroupBytes - groupBytes);
      for (let i = 0; i < buffers.length; i++) buffers[i].append(cells[i], from, to);
      groupRows += to - from;
      groupBytes += rowsSize(cells, columns, from, to);
      from = to;
      if (groupRows === rowGroupRows || groupBytes >= rowGroupBytes) await flush();
    }
  }

  async function close(): Promise<number> {
    await flush();
    const metadata = fileMetadata(columns, rows, groups);
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, metadata.length, true);
    await put([metadata, length, magic]);
    return rows;
  }

  return { append, close };
}

/** Parts in order: large ones as they are, the small ones between them joined. */
function* joinedSmall(parts: readonly Uint8Array[]): Generator<Uint8Array> {
  let small: Uint8Array[] = [];
  for (const part of parts) {
    if (part.length < largePart) small.push(part);
    else {
      if (small.length > 0) yield Buffer.concat(small);
      yield part;
      small = [];
    }
  }
  if (small.length > 0) yield Buffer.concat(small);
}

function batchCells(batch: Batch, columns: readonly Column[]): Cells[] {
  const names = batch.schema.fields.map(({ name }) => name);
  checkNames(names, columns);
  return columns.map((column) => {
    const data = batch.data.children[names.indexOf(column.name)];
    const cells = data === undefined ? nullCells(batch.numRows) : cellsOf(data, column);
    checkUtf8(cells, column);
    return cells;
  });
}

function checkNames(names: readonly string[], columns: readonly Column[]): void {
  for (const name of names) {
    if (columns.some((column) => column.name === name)) continue;
    const known = columns.map((column) => column.name);
    throw new UserError(`the table has no column "${name}".${didYouMean(name, known)}`);
  }
}

/** The first row after `from` at which `bytes` are reached, `most` when they are not. */
function groupEnd(
  cells: readonly Cells[],
  columns: readonly Column[],
  from: number,
  most: number,
  bytes: number,
): number {
  if (rowsSize(cells, columns, from, most) < bytes) return most;
  let low = from + 1;
  let high = most;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rowsSize(cells, columns, from, middle) >= bytes) high = middle;
    else low = middle + 1;
  }
  return low;
}

function rowsSize(cells: readonly Cells[], columns: readonly Column[], from: number, to: number): number {
  let size = 0;
  for (let i = 0; i < cells.length; i++) size += plainSize(cells[i], columns[i], from, to);
  return size;
}
