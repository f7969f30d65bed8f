import {
  Schema as ArrowSchema,
  Binary,
  Bool,
  type Data,
  type DataType,
  Field,
  Float32,
  Float64,
  Int32,
  Int64,
  List,
  makeData,
  RecordBatch,
  Struct,
  TimestampMillisecond,
  Uint64,
  Utf8,
  vectorFromArray,
} from "apache-arrow";
import type { ColumnType, Row, Schema, Value } from "./table.ts";

/** An Arrow record batch: what goes into and comes out of a batch step. */
export type Batch = RecordBatch;

/**
 * The UTF-8 bytes of a string column, without decoding: document `i` is `bytes.subarray(offsets[i], offsets[i + 1])`.
 * A null reads as an empty text.
 */
export interface Texts {
  readonly bytes: Uint8Array;
  readonly offsets: Int32Array;
  readonly length: number;
}

const arrowTypes: Record<ColumnType, () => DataType> = {
  VARCHAR: () => new Utf8(),
  JSON: () => new Utf8(),
  DOUBLE: () => new Float64(),
  BIGINT: () => new Int64(),
  UBIGINT: () => new Uint64(),
  INTEGER: () => new Int32(),
  BOOLEAN: () => new Bool(),
  TIMESTAMP: () => new TimestampMillisecond(),
  BLOB: () => new Binary(),
  "FLOAT[]": () => new List(new Field("item", new Float32(), true)),
  "UBIGINT[]": () => new List(new Field("item", new Uint64(), true)),
  "VARCHAR[]": () => new List(new Field("item", new Utf8(), true)),
};

/** The Arrow type in which a column of a Sluice table travels. */
export function arrowType(type: ColumnType): DataType {
  return arrowTypes[type]();
}

/** The bytes and offsets of the string column `name`; throws when the batch has no such column. */
export function texts(batch: Batch, name = "text"): Texts {
  const data = columnData(batch, name);
  return {
    bytes: data.values as Uint8Array,
    offsets: data.valueOffsets as Int32Array,
    length: batch.numRows,
  };
}

/** The string column `name` decoded; null stays null. */
export function strings(batch: Batch, name: string): (string | null)[] {
  const vector = batch.getChild(name);
  if (vector === null) throw new Error(`batch has no column "${name}"`);
  return Array.from(vector as Iterable<string | null>);
}

/** The numeric column `name` as doubles, NaN where it is null. */
export function numbers(batch: Batch, name: string): Float64Array {
  const vector = batch.getChild(name);
  if (vector === null) throw new Error(`batch has no column "${name}"`);
  return Float64Array.from(vector as Iterable<number | bigint | null>, (value) =>
    value === null ? Number.NaN : Number(value),
  );
}

/** Decodes document `i` of a text column. */
export function decode(column: Texts, i: number): string {
  const { buffer, byteOffset, byteLength } = column.bytes;
  return Buffer.from(buffer, byteOffset, byteLength).toString(
    "utf8",
    column.offsets[i],
    column.offsets[i + 1],
  );
}

/** A string column over existing bytes and offsets, without a copy. */
export function textColumn({ bytes, offsets, length }: Texts): ColumnValues {
  return { data: makeData({ type: new Utf8(), length, data: bytes, valueOffsets: offsets }) };
}

/** A column of doubles over a typed array, without a copy. NaN stays NaN: use `column` where a value can be missing. */
export function numberColumn(values: Float64Array): ColumnValues {
  return { data: makeData({ type: new Float64(), length: values.length, data: values }) };
}

/** A column from plain values, null where missing. */
export function column(type: ColumnType, values: readonly Value[]): ColumnValues {
  if (type === "VARCHAR" || type === "JSON") return stringColumn(values as readonly (string | null)[]);
  const cells = type === "BIGINT" || type === "UBIGINT" ? values.map(toBigInt) : values;
  const arrow = arrowType(type);
  const data = vectorFromArray(cells as unknown[], arrow).data[0];
  return { data: data ?? makeData({ type: arrow, length: 0 } as never) };
}

/** A column on its way into a batch. */
export interface ColumnValues {
  readonly data: Data;
}

/** A batch of the named columns, all of the same length. */
export function makeBatch(columns: Record<string, ColumnValues>): Batch {
  const names = Object.keys(columns);
  const length = columns[names[0]]?.data.length ?? 0;
  const fields = names.map((name) => new Field(name, columns[name].data.type, true));
  const children = names.map((name) => columns[name].data);
  return new RecordBatch(new ArrowSchema(fields), makeData({ type: new Struct(fields), length, children }));
}

/** A batch of rows; a column that a row lacks is null. */
export function batchOf(schema: Schema, rows: readonly Row[]): Batch {
  const of = (name: string, type: ColumnType) =>
    column(
      type,
      rows.map((row) => row[name] ?? null),
    );
  return makeBatch(Object.fromEntries(Object.entries(schema).map(([name, type]) => [name, of(name, type)])));
}

/** The given rows of a batch, in the given order. */
export function takeRows(batch: Batch, rows: Uint32Array): Batch {
  const taken = batch.schema.fields.map((field, i) => [field.name, { data: takeColumn(batch, i, rows) }]);
  return makeBatch(Object.fromEntries(taken));
}

function takeColumn(batch: Batch, i: number, rows: Uint32Array): Data {
  const type = batch.schema.fields[i].type;
  const vector = batch.getChildAt(i);
  const values = Array.from(rows, (row) => vector?.get(row) ?? null);
  if (type instanceof Utf8) return stringColumn(values).data;
  return vectorFromArray(values, type).data[0] ?? makeData({ type, length: 0 } as never);
}

function stringColumn(values: readonly (string | null)[]): ColumnValues {
  const lengths = values.map((value) => (value === null ? 0 : Buffer.byteLength(value)));
  const offsets = new Int32Array(values.length + 1);
  for (let i = 0; i < lengths.length; i++) offsets[i + 1] = offsets[i] + lengths[i];
  const bytes = Buffer.allocUnsafeSlow(offsets[values.length]);
  const present = new Uint8Array(Math.ceil(values.length / 64) * 8);
  let nullCount = 0;
  values.forEach((value, i) => {
    if (value === null) nullCount++;
    else {
      bytes.write(value, offsets[i]);
      present[i >> 3] |= 1 << (i & 7);
    }
  });
  const nullBitmap = nullCount > 0 ? present : undefined;
  return {
    data: makeData({
      type: new Utf8(),
      length: values.length,
      nullCount,
      nullBitmap,
      data: bytes,
      valueOffsets: offsets,
    }),
  };
}

function columnData(batch: Batch, name: string) {
  const vector = batch.getChild(name);
  if (vector === null) throw new Error(`batch has no column "${name}"`);
  return vector.data[0];
}

function toBigInt(value: Value): bigint | null {
  return value === null || typeof value === "bigint" ? value : BigInt(value as number);
}
