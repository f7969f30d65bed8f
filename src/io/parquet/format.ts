import type { ColumnType, Schema } from "../../core/table.ts";

/** Physical types (parquet.thrift of apache/parquet-format, as all numbers of this file). */
export const physical = { boolean: 0, int32: 1, int64: 2, float: 4, double: 5, bytes: 6 } as const;

/** Encodings of pages and levels. */
export const encoding = { plain: 0, rle: 3, rleDictionary: 8 } as const;

/** Kinds of pages. */
export const pageKind = { data: 0, dictionary: 2 } as const;

/** The compression codec of every page. */
export const zstdCodec = 6;

/** First and last four bytes of a file. */
export const magic = new Uint8Array([0x50, 0x41, 0x52, 0x31]);

/** A writer begins its name in the footer with this word; the reader accepts nothing else. */
export const createdBy = "sluice";

/** A row group ends with the row that reaches either bound. */
export const rowGroupRows = 122_880;
/** Plain bytes of all columns after which a row group ends. */
export const rowGroupBytes = 16 * 2 ** 20;
/** Plain bytes after which a data page ends, so that a reader can stream wide columns. */
export const pageBytes = 2 ** 20;

/** Column types that are stored as themselves or as the elements of a list. */
export type LeafType = Exclude<ColumnType, `${string}[]`> | "FLOAT";

/** How the values of a column type lie in a file. */
export interface Leaf {
  readonly type: LeafType;
  readonly physical: number;
  /** `bits` are booleans, `bytes` have a length each, `fixed` have `width` bytes. */
  readonly shape: "fixed" | "bytes" | "bits";
  readonly width: number;
}

const fixed = (type: LeafType, kind: number, width: number): Leaf => ({
  type,
  physical: kind,
  shape: "fixed",
  width,
});
const bytes = (type: LeafType): Leaf => ({ type, physical: physical.bytes, shape: "bytes", width: 4 });

const leaves: Record<LeafType, Leaf> = {
  VARCHAR: bytes("VARCHAR"),
  JSON: bytes("JSON"),
  BLOB: bytes("BLOB"),
  DOUBLE: fixed("DOUBLE", physical.double, 8),
  FLOAT: fixed("FLOAT", physical.float, 4),
  BIGINT: fixed("BIGINT", physical.int64, 8),
  UBIGINT: fixed("UBIGINT", physical.int64, 8),
  TIMESTAMP: fixed("TIMESTAMP", physical.int64, 8),
  INTEGER: fixed("INTEGER", physical.int32, 4),
  BOOLEAN: { type: "BOOLEAN", physical: physical.boolean, shape: "bits", width: 1 },
};

/** A column of a file. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly leaf: Leaf;
  readonly isList: boolean;
}

/** The columns of a schema, in its order. */
export function columnsOf(schema: Schema): Column[] {
  return Object.entries(schema).map(([name, type]) => columnOf(name, type));
}

/** The column `name` of one type. */
export function columnOf(name: string, type: ColumnType): Column {
  const isList = type.endsWith("[]");
  return { name, type, isList, leaf: leaves[(isList ? type.slice(0, -2) : type) as LeafType] };
}

/** Definition level of a value that is present: every column is optional, list elements too. */
export function maxDefinition({ isList }: Column): number {
  return isList ? 3 : 1;
}
