import { TimestampMillisecond, Uint64, Vector } from "apache-arrow";
import type { Batch } from "../core/batch.ts";
import type { Row, Value } from "../core/table.ts";

/** The rows of a batch as plain values: a BIGINT is a number where that is safe, a moment is a Date. */
export function* rowsOf(batch: Batch): Generator<Row> {
  const columns = batch.schema.fields.map((field, i) => ({
    name: field.name,
    vector: batch.getChildAt(i),
    read: field.type instanceof TimestampMillisecond ? momentOf : plainCell,
  }));
  for (let i = 0; i < batch.numRows; i++) {
    const row: Row = {};
    for (const { name, vector, read } of columns) row[name] = read(vector?.get(i) ?? null);
    yield row;
  }
}

function momentOf(value: unknown): Value {
  return value === null ? null : new Date(Number(value));
}

function plainCell(value: unknown): Value {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  return value instanceof Vector ? listOf(value) : (value as Value);
}

function listOf(vector: Vector): Value {
  const items = [...(vector as Iterable<unknown>)];
  return (vector.type instanceof Uint64 ? items.map(String) : items) as Value;
}
