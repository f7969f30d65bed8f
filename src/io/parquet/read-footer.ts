import type { ColumnType } from "../../core/table.ts";
import { type Column, columnOf, createdBy, magic, physical, rowGroupRows, zstdCodec } from "./format.ts";
import {
  childStruct,
  integer,
  optionalStruct,
  readStruct,
  string,
  structs,
  type ThriftFields,
} from "./thrift-read.ts";

/** Where a column's pages of one row group lie. */
export interface ChunkPlace {
  readonly rows: number;
  readonly entries: number;
  readonly start: number;
  readonly end: number;
  /** Bytes of all pages with their headers, uncompressed. */
  readonly plainSize: number;
}

/** A column of a file with its chunks in row order. */
export interface FileColumn {
  readonly column: Column;
  readonly chunks: readonly ChunkPlace[];
}

/** What a file holds. */
export interface FileLayout {
  readonly rows: number;
  readonly columns: readonly FileColumn[];
}

const listTypes = new Set<string>(["FLOAT[]", "UBIGINT[]", "VARCHAR[]"] satisfies ColumnType[]);

/** Decodes the footer of a file that `parquetWriter` wrote; throws for any other. */
export function fileLayout(bytes: Uint8Array): FileLayout {
  const end = metadataEnd(bytes);
  const { value: metadata, end: metadataStop } = readStruct(bytes.subarray(0, end.stop), end.start);
  if (metadataStop !== end.stop) throw new Error("Parquet: the footer has a wrong length");
  const writer = string(metadata, 6, "the writer's name");
  if (!writer.startsWith(createdBy))
    throw new Error(`Parquet: written by "${writer}", not by Sluice; read it with DuckDB`);
  const columns = schemaColumns(structs(metadata, 2, "the schema"));
  const groups = structs(metadata, 4, "the list of row groups");
  const places = groups.map((group) => chunkPlaces(group, columns, end.start));
  const rows = integer(metadata, 3, "the number of rows");
  if (rows !== groups.reduce((sum, group) => sum + groupSize(group), 0))
    throw new Error("Parquet: the row groups do not add up to the rows of the file");
  return { rows, columns: columns.map((column, i) => ({ column, chunks: places.map((row) => row[i]) })) };
}

function metadataEnd(bytes: Uint8Array): { start: number; stop: number } {
  const stop = bytes.length - 8;
  const isFramed = stop >= 4 && [0, stop + 4].every((at) => magic.every((byte, i) => bytes[at + i] === byte));
  if (!isFramed) throw new Error("Parquet: no Parquet file, or cut off");
  const length = new DataView(bytes.buffer, bytes.byteOffset + stop, 4).getUint32(0, true);
  if (length > stop - 4) throw new Error("Parquet: the footer is longer than the file");
  return { start: stop - length, stop };
}

function schemaColumns(elements: readonly ThriftFields[]): Column[] {
  const columns: Column[] = [];
  let at = 1;
  while (at < elements.length) {
    const isList = elements[at].fields.has(5);
    const name = string(elements[at], 4, "a column's name");
    const leaf = elements[isList ? at + 2 : at];
    if (leaf === undefined) throw new Error("Parquet: the schema is cut off");
    columns.push(typedColumn(name, leafType(leaf, name), isList));
    at += isList ? 3 : 1;
  }
  if (elements.length === 0 || columns.length !== integer(elements[0], 5, "the number of columns"))
    throw new Error("Parquet: the schema does not have the columns it says");
  return columns;
}

function typedColumn(name: string, leaf: string, isList: boolean): Column {
  const type = isList ? `${leaf}[]` : leaf;
  if (isList ? !listTypes.has(type) : leaf === "FLOAT")
    throw new Error(`Parquet: column "${name}" is ${type}, which Sluice does not write`);
  return columnOf(name, type as ColumnType);
}

function leafType(element: ThriftFields, name: string): string {
  const converted = element.fields.get(6);
  const logical = optionalStruct(element, 10);
  switch (integer(element, 1, `the type of column "${name}"`)) {
    case physical.boolean:
      return "BOOLEAN";
    case physical.int32:
      return "INTEGER";
    case physical.int64:
      if (logical?.fields.has(8)) return "TIMESTAMP";
      return converted === 14 ? "UBIGINT" : "BIGINT";
    case physical.float:
      return "FLOAT";
    case physical.double:
      return "DOUBLE";
    case physical.bytes:
      if (converted === undefined) return "BLOB";
      return converted === 19 ? "JSON" : "VARCHAR";
    default:
      throw new Error(`Parquet: column "${name}" has a type that Sluice does not write`);
  }
}

function groupSize(group: ThriftFields): number {
  const rows = integer(group, 3, "the rows of a row group");
  if (rows > rowGroupRows) throw new Error(`Parquet: a row group claims ${rows} rows`);
  return rows;
}

function chunkPlaces(group: ThriftFields, columns: readonly Column[], dataEnd: number): ChunkPlace[] {
  const chunks = structs(group, 1, "the columns of a row group");
  if (chunks.length !== columns.length) throw new Error("Parquet: a row group lacks columns");
  return chunks.map((chunk, i) => {
    const { name, isList } = columns[i];
    const metadata = childStruct(chunk, 3, `the metadata of column "${name}"`);
    const place = chunkPlace(metadata, groupSize(group), name);
    if (place.start < 4 || place.end > dataEnd)
      throw new Error(`Parquet: column "${name}" lies outside of the file`);
    if (isList ? place.entries < place.rows : place.entries !== place.rows)
      throw new Error(`Parquet: column "${name}" has a wrong number of values`);
    return place;
  });
}

function chunkPlace(metadata: ThriftFields, rows: number, name: string): ChunkPlace {
  const count = (id: number, what: string) => integer(metadata, id, `${what} of column "${name}"`);
  if (count(4, "the codec") !== zstdCodec) throw new Error(`Parquet: column "${name}" is not zstd`);
  const start = metadata.fields.has(11) ? count(11, "the dictionary") : count(9, "the first page");
  return {
    rows,
    entries: count(5, "the number of values"),
    start,
    end: start + count(7, "the size"),
    plainSize: count(6, "the uncompressed size"),
  };
}
