import { constants, zstdCompressSync } from "node:zlib";
import type { ColumnBuffer } from "./column-buffer.ts";
import { encoding, pageKind } from "./format.ts";
import { bitWidth, encodeHybrid } from "./hybrid.ts";
import { i32, struct, type ThriftValue, thriftBytes } from "./thrift-write.ts";

/** A page as it lies in the file: header and compressed body. */
export interface Page {
  readonly parts: readonly Uint8Array[];
  readonly compressedSize: number;
  readonly uncompressedSize: number;
}

/** The data page of entries `[from, to)` with their encoded values. */
export function dataPage(
  buffer: ColumnBuffer,
  from: number,
  to: number,
  values: readonly Uint8Array[],
  valueEncoding: number,
): Page {
  const header = struct({
    1: i32(to - from),
    2: i32(valueEncoding),
    3: i32(encoding.rle),
    4: i32(encoding.rle),
  });
  return page(pageKind.data, { 5: header }, [...levels(buffer, from, to), ...values]);
}

/** The page of a dictionary's words. */
export function dictionaryPage(plain: Uint8Array, count: number): Page {
  return page(pageKind.dictionary, { 7: struct({ 1: i32(count), 2: i32(encoding.plain) }) }, [plain]);
}

/** Dictionary indices as a data page holds them: the bit width, then the runs. */
export function encodedIndices(indices: Uint16Array, from: number, to: number, words: number): Uint8Array[] {
  const width = bitWidth(words - 1);
  return [Uint8Array.of(width), encodeHybrid(indices, from, to, width)];
}

function levels(buffer: ColumnBuffer, from: number, to: number): Uint8Array[] {
  const { column, repetitions, definitions } = buffer;
  if (!column.isList) return withLength(encodeHybrid(definitions, from, to, 1));
  return [
    ...withLength(encodeHybrid(repetitions, from, to, 1)),
    ...withLength(encodeHybrid(definitions, from, to, 2)),
  ];
}

function withLength(bytes: Uint8Array): Uint8Array[] {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, bytes.length, true);
  return [length, bytes];
}

function page(kind: number, detail: Record<number, ThriftValue>, parts: readonly Uint8Array[]): Page {
  const plain = joined(parts);
  const body = compressed(plain);
  const header = thriftBytes(struct({ 1: i32(kind), 2: i32(plain.length), 3: i32(body.length), ...detail }));
  return {
    parts: [header, body],
    compressedSize: header.length + body.length,
    uncompressedSize: header.length + plain.length,
  };
}

/** Uncompressed pages are put together here, one after the other. */
let scratch = new Uint8Array(0);

/** The parts in one piece, valid until the next call. */
function joined(parts: readonly Uint8Array[]): Uint8Array {
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  if (size > scratch.length) scratch = new Uint8Array(size + (size >> 2));
  let at = 0;
  for (const part of parts) {
    scratch.set(part, at);
    at += part.length;
  }
  return scratch.subarray(0, size);
}

/** zstd level 1 with the size in the frame, by which the reader checks the page header. */
function compressed(plain: Uint8Array): Uint8Array {
  if (plain.length > 0x7fffffff)
    throw new Error(`a value of ${plain.length} bytes does not fit a Parquet page`);
  return zstdCompressSync(plain, {
    chunkSize: plain.length + (plain.length >> 7) + 1024,
    pledgedSrcSize: plain.length,
    params: { [constants.ZSTD_c_compressionLevel]: 1 },
  });
}
