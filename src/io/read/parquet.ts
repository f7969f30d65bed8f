import type { DuckDBConnection, DuckDBDataChunk, DuckDBValue } from "@duckdb/node-api";
import type { SourceRecord } from "../../core/stage.ts";
import { batched } from "./batches.ts";
import { documentOf, type Fields } from "./documents.ts";
import { faultOf, messageOf } from "./fault.ts";
import { parseRecord } from "./json.ts";
import { limits } from "./limits.ts";
import { missingColumn } from "./missing.ts";
import type { Reading } from "./reading.ts";
import { identifier, quoted, withDatabase } from "./reading-database.ts";
import { isRemote, loadHttpfs } from "./remote.ts";

/** Parquet, read by an own DuckDB; `position` is the row number from 0. A damaged file is a fault behind its last good row. */
export async function* readParquet(reading: Reading): AsyncGenerator<SourceRecord[]> {
  const { path } = reading;
  yield* batched(
    withDatabase(isRemote(path) ? undefined : path, (connection) => guarded(connection, reading)),
  );
}

async function* guarded(connection: DuckDBConnection, reading: Reading): AsyncGenerator<SourceRecord> {
  const progress = { row: 0 };
  try {
    if (isRemote(reading.path)) await loadHttpfs(connection, reading.path);
    yield* rows(connection, reading, progress);
  } catch (error) {
    if (!isEngineError(error)) throw error;
    yield faultOf(reading.source, progress.row, `damaged Parquet: ${messageOf(error)}`);
  }
}

async function* rows(
  connection: DuckDBConnection,
  reading: Reading,
  progress: { row: number },
): AsyncGenerator<SourceRecord> {
  const table = `read_parquet(${quoted(reading.path)}, hive_partitioning = false)`;
  const columns = await describe(connection, table);
  const error = tableFault(columns, reading);
  if (error !== undefined) {
    yield faultOf(reading.source, 0, error);
    return;
  }
  const { total, bytes } = await sizeOf(connection, reading.path);
  const result = await connection.stream(selection(columns, reading, table));
  for (
    let chunk = await result.fetchChunk();
    chunk && chunk.rowCount > 0;
    chunk = await result.fetchChunk()
  ) {
    reading.tally.bytes += (bytes * chunk.rowCount) / total;
    for (const [text, others] of pairs(chunk)) yield rowDocument(text, others, reading, progress.row++);
  }
  if (total === 0) yield faultOf(reading.source, 0, "no rows in the file");
  else if (progress.row !== total)
    throw new DamagedTable(`${total} rows by its footer, ${progress.row} found`);
}

class DamagedTable extends Error {
  override name = "DamagedTable";
}

/** Rows by the footer, and bytes of the compressed columns. */
async function sizeOf(connection: DuckDBConnection, path: string): Promise<{ total: number; bytes: number }> {
  const sql = `SELECT num_rows, (SELECT sum(total_compressed_size) FROM parquet_metadata(${quoted(path)})) FROM parquet_file_metadata(${quoted(path)})`;
  const [total, bytes] = (await connection.runAndReadAll(sql)).getRows()[0] ?? [];
  return { total: Number(total), bytes: Number(bytes) };
}

/** Names and types of the columns. */
async function describe(connection: DuckDBConnection, table: string): Promise<Map<string, string>> {
  const reader = await connection.runAndReadAll(
    `SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM ${table})`,
  );
  return new Map(reader.getRows().map(([name, type]) => [String(name), String(type)]));
}

function tableFault(columns: ReadonlyMap<string, string>, reading: Reading): string | undefined {
  if (columns.size > limits.columns) return `${columns.size} columns are over the limit of ${limits.columns}`;
  const missing = missingColumn([...columns.keys()], reading);
  const type = columns.get(reading.columns.text);
  if (missing !== undefined || type === "VARCHAR" || type === "BLOB") return missing;
  return `column "${reading.columns.text}" must be a text, but is ${type}`;
}

/** The text by itself, all other columns as one JSON object. */
function selection(
  columns: ReadonlyMap<string, string>,
  { columns: mapping }: Reading,
  table: string,
): string {
  const others = [...columns].filter(([name]) => name !== mapping.text && isWanted(name, mapping));
  const fields = others.map(([name, type]) => `${quoted(name)}, ${storable(identifier(name), type)}`);
  const text = identifier(mapping.text);
  return `SELECT ${text}, ${fields.length === 0 ? "NULL" : `json_object(${fields.join(", ")})`} FROM ${table}`;
}

function isWanted(name: string, mapping: Reading["columns"]): boolean {
  if (mapping.metadata?.has(name) ?? true) return true;
  return [mapping.id, mapping.url, mapping.title, mapping.author, mapping.created, mapping.language].includes(
    name,
  );
}

/** Times as ISO 8601 in UTC; what JSON has no word for as text. */
function storable(column: string, type: string): string {
  if (/^TIMESTAMP WITH TIME ZONE$/.test(type))
    return `strftime(make_timestamp(epoch_us(${column})), '%Y-%m-%dT%H:%M:%S.%fZ')`;
  if (/^TIMESTAMP/.test(type)) return `strftime(${column}::TIMESTAMP, '%Y-%m-%dT%H:%M:%S.%fZ')`;
  if (type === "DATE") return `strftime(${column}, '%Y-%m-%d')`;
  return column;
}

function* pairs(chunk: DuckDBDataChunk): Generator<readonly [DuckDBValue, DuckDBValue]> {
  const texts = chunk.getColumnValues(0);
  const others = chunk.getColumnValues(1);
  for (let i = 0; i < texts.length; i++) yield [texts[i], others[i]];
}

function rowDocument(
  text: DuckDBValue,
  others: DuckDBValue,
  reading: Reading,
  position: number,
): SourceRecord {
  const json = typeof others === "string" ? others : "{}";
  let fields: Fields;
  try {
    fields = parseRecord(json);
  } catch (error) {
    return faultOf(reading.source, position, messageOf(error), json);
  }
  fields[reading.columns.text] =
    text !== null && typeof text === "object" && "bytes" in text ? decodeBlob(text.bytes) : text;
  return documentOf(fields, reading, position);
}

/** Old writers leave the mark "UTF-8" out: such a column arrives as bytes. Undefined when they are no text. */
function decodeBlob(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** DuckDB's own errors begin with their kind: `Invalid Input Error: …`, `IO Error: …`. */
function isEngineError(error: unknown): boolean {
  return (
    error instanceof DamagedTable ||
    (error instanceof Error && /^[A-Z][\w -]* (Error|Exception)/.test(error.message))
  );
}
