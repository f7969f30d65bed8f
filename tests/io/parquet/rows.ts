import fc from "fast-check";
import type { Batch } from "../../../src/core/batch.ts";
import type { ColumnType, Row, Schema, Value } from "../../../src/core/table.ts";

/** A column of every type that a table can have. */
export const everyType = {
  varchar: "VARCHAR",
  json: "JSON",
  double: "DOUBLE",
  bigint: "BIGINT",
  ubigint: "UBIGINT",
  integer: "INTEGER",
  boolean: "BOOLEAN",
  timestamp: "TIMESTAMP",
  blob: "BLOB",
  floats: "FLOAT[]",
  ubigints: "UBIGINT[]",
  varchars: "VARCHAR[]",
} as const satisfies Schema;

const string = fc.string({ unit: "binary", maxLength: 12 });
const float = fc.float({ noNaN: true });
const unsigned = fc.bigInt(0n, 2n ** 64n - 1n);

const values: Record<ColumnType, fc.Arbitrary<Value>> = {
  VARCHAR: fc.oneof(string, fc.constantFrom("keep", "drop", "")),
  JSON: fc.jsonValue().map((value) => JSON.stringify(value)),
  DOUBLE: fc.double(),
  BIGINT: fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n),
  UBIGINT: unsigned,
  INTEGER: fc.integer(),
  BOOLEAN: fc.boolean(),
  TIMESTAMP: fc.integer({ min: -62_000_000_000_000, max: 250_000_000_000_000 }).map((ms) => new Date(ms)),
  BLOB: fc.uint8Array({ maxLength: 12 }),
  "FLOAT[]": fc.array(fc.option(float)) as fc.Arbitrary<Value>,
  "UBIGINT[]": fc.array(fc.option(unsigned)) as fc.Arbitrary<Value>,
  "VARCHAR[]": fc.array(fc.option(string)) as fc.Arbitrary<Value>,
};

/** Rows of a schema, every value sometimes null. */
export function rowsOf(schema: Schema, maxLength = 40): fc.Arbitrary<Row[]> {
  const cells = Object.entries(schema).map(([name, type]) => [name, fc.option(values[type], { freq: 4 })]);
  return fc.array(fc.record(Object.fromEntries(cells)) as fc.Arbitrary<Row>, { maxLength });
}

/** The rows of a batch as plain values: lists as arrays, times in milliseconds. */
export function plainRows(batch: Batch): Record<string, unknown>[] {
  const names = batch.schema.fields.map((field) => field.name);
  const columns = names.map((name) => [...(batch.getChild(name) as Iterable<unknown>)].map(plain));
  return Array.from({ length: batch.numRows }, (_, row) =>
    Object.fromEntries(names.map((name, i) => [name, columns[i][row]])),
  );
}

/** A value as `plainRows` shows it. */
export function plain(value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  if (value instanceof Date) return value.getTime();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  return Array.from(value as Iterable<unknown>, plain);
}
