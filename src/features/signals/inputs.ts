import { type Batch, numbers, strings } from "../../core/batch.ts";
import type { Cells } from "./columns.ts";
import type { Measurements } from "./family.ts";

const none: Measurements = {};

/**
 * What a family reads besides the text, by row: from the measurements under way where a family before it makes the column,
 * else from the batch.
 */
export function inputsFrom(
  batch: Batch,
  names: readonly string[],
  cells: ReadonlyMap<string, Cells>,
): (row: number) => Measurements {
  if (names.length === 0) return () => none;
  const readers = names.map((name) => [name, readerOf(batch, name, cells.get(name))] as const);
  return (row) => Object.fromEntries(readers.map(([name, read]) => [name, read(row)]));
}

function readerOf(batch: Batch, name: string, measured: Cells | undefined) {
  if (measured) return (row: number) => measuredValue((measured.numbers ?? measured.strings)[row]);
  const isText = batch.schema.fields.some((field) => field.name === name && /utf8/i.test(`${field.type}`));
  const column = isText ? strings(batch, name) : numbers(batch, name);
  return (row: number) => measuredValue(column[row]);
}

function measuredValue(value: string | number | null): string | number | null {
  return typeof value === "number" && Number.isNaN(value) ? null : value;
}
