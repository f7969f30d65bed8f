import { type Data, DataType, type Vector } from "apache-arrow";
import { UserError } from "../../core/errors.ts";
import { fixedValues } from "./convert.ts";
import type { Column, Leaf } from "./format.ts";

/** A column of a batch, freed of Arrow's offsets, bitmaps and narrower types. */
export interface Cells {
  readonly length: number;
  /** One byte per cell, 1 where there is a value; undefined when none is null. */
  readonly valid: Uint8Array | undefined;
  /** Little-endian values, one byte per boolean, or the UTF-8 slab. */
  readonly bytes: Uint8Array;
  /** Where strings lie in `bytes`, or lists in `items`: `length + 1` numbers. */
  readonly offsets: Int32Array;
  /** The elements of lists. */
  readonly items: Cells | undefined;
  /** True when a null covers bytes or items, which are not written. */
  readonly hasGaps: boolean;
}

const none = { bytes: new Uint8Array(0), offsets: new Int32Array(1), items: undefined, hasGaps: false };

/** The cells of an Arrow column; throws a `UserError` when the column cannot be one of that type. */
export function cellsOf(data: Data, column: Column): Cells {
  if (DataType.isNull(data.type)) return nullCells(data.length);
  if (!column.isList) return leafCells(data, column.leaf, column);
  if (DataType.isList(data.type)) return listCells(data, data.valueOffsets as Int32Array, column);
  if (DataType.isFixedSizeList(data.type)) return listCells(data, evenOffsets(data), column);
  throw mismatch(data, column);
}

/** A column of nulls. */
export function nullCells(length: number): Cells {
  return { ...none, length, valid: new Uint8Array(length), offsets: new Int32Array(length + 1) };
}

function leafCells(data: Data, leaf: Leaf, column: Column): Cells {
  const { length } = data;
  const valid = validBytes(data);
  if (DataType.isNull(data.type)) return nullCells(length);
  if (leaf.shape === "bytes") return stringCells(data, valid, column);
  if (leaf.shape === "bits") {
    if (!DataType.isBool(data.type)) throw mismatch(data, column);
    return { ...none, length, valid, bytes: bitBytes(data.values as Uint8Array, data.offset, length) };
  }
  const bytes = fixedValues(data, valid, leaf.type, column.name);
  if (bytes === undefined) throw mismatch(data, column);
  return { ...none, length, valid, bytes };
}

function stringCells(data: Data, valid: Uint8Array | undefined, column: Column): Cells {
  const { type, length } = data;
  if (length === 0) return { ...none, length, valid: undefined };
  if (DataType.isDictionary(type)) return dictionaryCells(data, valid, column);
  const isLarge = DataType.isLargeUtf8(type) || DataType.isLargeBinary(type);
  if (!isLarge && !DataType.isUtf8(type) && !DataType.isBinary(type)) throw mismatch(data, column);
  const offsets = isLarge ? narrow(data.valueOffsets as unknown as BigInt64Array) : data.valueOffsets;
  return withGaps({
    ...none,
    length,
    valid,
    bytes: data.values as Uint8Array,
    offsets: offsets as Int32Array,
  });
}

function listCells(data: Data, offsets: Int32Array, column: Column): Cells {
  const { length } = data;
  if (length === 0) return { ...none, length, valid: undefined, items: nullCells(0) };
  const first = offsets[0];
  const items = leafCells(data.children[0].slice(first, offsets[length] - first), column.leaf, column);
  const own = first === 0 ? offsets : offsets.map((offset) => offset - first);
  return withGaps({ ...none, length, valid: validBytes(data), offsets: own, items });
}

/** Arrow keeps each distinct string once; Parquet's own dictionary is made per row group, later. */
function dictionaryCells(data: Data, valid: Uint8Array | undefined, column: Column): Cells {
  const words = (data.dictionary as Vector).data.map((part) => stringCells(part, undefined, column));
  const starts: number[] = [];
  const owners: Cells[] = [];
  for (const part of words)
    for (let i = 0; i < part.length; i++) {
      starts.push(i);
      owners.push(part);
    }
  const keys = data.values as Int32Array;
  const offsets = new Int32Array(data.length + 1);
  for (let i = 0; i < data.length; i++) {
    const isValue = valid === undefined || valid[i] === 1;
    const key = Number(keys[i]);
    const part = owners[key];
    offsets[i + 1] = offsets[i] + (isValue ? part.offsets[starts[key] + 1] - part.offsets[starts[key]] : 0);
  }
  const bytes = new Uint8Array(offsets[data.length]);
  for (let i = 0; i < data.length; i++) {
    if (offsets[i + 1] === offsets[i]) continue;
    const key = Number(keys[i]);
    const { bytes: from, offsets: at } = owners[key];
    bytes.set(from.subarray(at[starts[key]], at[starts[key] + 1]), offsets[i]);
  }
  return { ...none, length: data.length, valid, bytes, offsets };
}

function validBytes(data: Data): Uint8Array | undefined {
  const { nullBitmap, nullCount, offset, length } = data;
  if (nullCount === 0 || nullBitmap === undefined || nullBitmap.length === 0) return undefined;
  return bitBytes(nullBitmap, offset, length);
}

function bitBytes(bits: Uint8Array, offset: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let i = 0, bit = offset; i < length; i++, bit++) bytes[i] = (bits[bit >> 3] >> (bit & 7)) & 1;
  return bytes;
}

function withGaps(cells: Cells): Cells {
  const { valid, offsets, length } = cells;
  if (valid === undefined) return cells;
  for (let i = 0; i < length; i++) {
    if (valid[i] === 0 && offsets[i] !== offsets[i + 1]) return { ...cells, hasGaps: true };
  }
  return cells;
}

function evenOffsets({ type, length }: Data): Int32Array {
  const { listSize } = type as unknown as { listSize: number };
  return Int32Array.from({ length: length + 1 }, (_, i) => i * listSize);
}

function narrow(offsets: BigInt64Array): Int32Array {
  const last = offsets[offsets.length - 1];
  if (last > 0x7fffffffn) throw new UserError(`a batch holds ${last} bytes of text: write smaller batches`);
  return Int32Array.from(offsets, Number);
}

function mismatch(data: Data, { name, type }: Column): UserError {
  return new UserError(`column "${name}" is ${type} in the table, but ${data.type} in the batch`);
}
