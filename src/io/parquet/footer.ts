import type { Chunk } from "./chunk.ts";
import { type Column, createdBy, encoding, type Leaf, zstdCodec } from "./format.ts";
import {
  binary,
  bool,
  i8,
  i16,
  i32,
  i64,
  list,
  struct,
  structCode,
  type ThriftValue,
  text,
  thriftBytes,
} from "./thrift-write.ts";

const optional = i32(1);
const repeated = i32(2);
const empty = struct({});

/** The row group that `chunks` make when their first page lies at `position`. */
export function rowGroup(
  chunks: readonly Chunk[],
  rows: number,
  position: number,
  ordinal: number,
): ThriftValue {
  let at = position;
  const columns = chunks.map((chunk) => {
    const column = columnChunk(chunk, at);
    at += sizeOf(chunk);
    return column;
  });
  return struct({
    1: list(structCode, columns),
    2: i64(chunks.reduce((sum, chunk) => sum + plainSizeOf(chunk), 0)),
    3: i64(rows),
    5: i64(position),
    6: i64(at - position),
    7: ordinal < 0x8000 ? i16(ordinal) : undefined,
  });
}

/** The metadata of a file, without its length and the magic bytes after it. */
export function fileMetadata(
  columns: readonly Column[],
  rows: number,
  groups: readonly ThriftValue[],
): Uint8Array {
  return thriftBytes(
    struct({
      1: i32(1),
      2: list(structCode, [
        struct({ 4: text("schema"), 5: i32(columns.length) }),
        ...columns.flatMap(schemaElements),
      ]),
      3: i64(rows),
      4: list(structCode, groups),
      6: text(createdBy),
      7: list(
        structCode,
        columns.map(() => struct({ 1: empty })),
      ),
    }),
  );
}

function columnChunk(chunk: Chunk, position: number): ThriftValue {
  const { column, pages, entries, hasDictionary } = chunk;
  const encodings = hasDictionary
    ? [encoding.plain, encoding.rle, encoding.rleDictionary]
    : [encoding.plain, encoding.rle];
  return struct({
    2: i64(0),
    3: struct({
      1: i32(column.leaf.physical),
      2: list(5, encodings.map(i32)),
      3: list(8, pathOf(column).map(text)),
      4: i32(zstdCodec),
      5: i64(entries),
      6: i64(plainSizeOf(chunk)),
      7: i64(sizeOf(chunk)),
      9: i64(hasDictionary ? position + pages[0].compressedSize : position),
      11: hasDictionary ? i64(position) : undefined,
      12: statistics(chunk),
    }),
  });
}

function statistics({ nulls, range }: Chunk): ThriftValue | undefined {
  if (nulls === undefined) return undefined;
  if (range === undefined) return struct({ 3: i64(nulls) });
  return struct({ 3: i64(nulls), 5: binary(range.largest), 6: binary(range.least) });
}

function schemaElements({ name, leaf, isList }: Column): ThriftValue[] {
  if (!isList) return [leafElement(name, leaf)];
  const converted = i32(3);
  return [
    struct({ 3: optional, 4: text(name), 5: i32(1), 6: converted, 10: struct({ 3: empty }) }),
    struct({ 3: repeated, 4: text("list"), 5: i32(1) }),
    leafElement("element", leaf),
  ];
}

function leafElement(name: string, leaf: Leaf): ThriftValue {
  const { converted, logical } = annotation(leaf);
  return struct({ 1: i32(leaf.physical), 3: optional, 4: text(name), 6: converted, 10: logical });
}

/** The older and the newer way to say what a physical type means. */
function annotation({ type }: Leaf): { converted?: ThriftValue; logical?: ThriftValue } {
  switch (type) {
    case "VARCHAR":
      return { converted: i32(0), logical: struct({ 1: empty }) };
    case "JSON":
      return { converted: i32(19), logical: struct({ 12: empty }) };
    case "UBIGINT":
      return { converted: i32(14), logical: struct({ 10: struct({ 1: i8(64), 2: bool(false) }) }) };
    case "TIMESTAMP":
      return { logical: struct({ 8: struct({ 1: bool(false), 2: struct({ 2: empty }) }) }) };
    default:
      return {};
  }
}

function pathOf({ name, isList }: Column): string[] {
  return isList ? [name, "list", "element"] : [name];
}

function sizeOf({ pages }: Chunk): number {
  return pages.reduce((sum, page) => sum + page.compressedSize, 0);
}

function plainSizeOf({ pages }: Chunk): number {
  return pages.reduce((sum, page) => sum + page.uncompressedSize, 0);
}
