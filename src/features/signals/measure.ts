import { type Batch, type ColumnValues, makeBatch, textColumn, texts } from "../../core/batch.ts";
import { UserError } from "../../core/errors.ts";
import type { BatchKernel, BatchStage } from "../../core/stage.ts";
import type { Schema } from "../../core/table.ts";
import { familiesNamed } from "./catalogue.ts";
import { type Cells, cellsFor } from "./columns.ts";
import { Document } from "./document.ts";
import type { Family, Measure, Signal } from "./family.ts";

/**
 * Measures every document once: one pass over the text, one column per signal. Families go by name (`gopher`, `c4`,
 * `fineweb`, `basics`; `sluice signals` lists them) or are given themselves.
 */
export function measure(...wanted: readonly (string | Family)[]): BatchStage {
  const chosen = resolve(wanted);
  const signals = signalsOf(chosen);
  const types = Object.fromEntries(Object.entries(signals).map(([name, { type }]) => [name, type]));
  return {
    kind: "measure",
    shape: "batch",
    version: 1,
    options: {
      families: chosen.map(({ name, version }) => ({ name, version })),
      unicode: process.versions.unicode,
    },
    tables: { signals: { id: "VARCHAR", ...types } satisfies Schema },
    reads: [],
    columns: ["text"],
    over: "all",
    open: async () => kernelOf(await Promise.all(chosen.map((family) => family.open())), signals),
  };
}

function resolve(wanted: readonly (string | Family)[]): readonly Family[] {
  if (wanted.length === 0)
    throw new UserError('measure: name at least one family, such as measure("gopher").');
  const all = wanted.flatMap((family) => (typeof family === "string" ? familiesNamed(family) : [family]));
  return [...new Set(all)];
}

function signalsOf(chosen: readonly Family[]): Record<string, Signal> {
  const signals: Record<string, Signal> = {};
  for (const family of chosen) {
    for (const [name, signal] of Object.entries(family.columns)) {
      if (Object.hasOwn(signals, name) && signals[name] !== signal)
        throw new UserError(
          `measure: family "${family.name}" defines signal "${name}" in another way than a family before it.`,
        );
      signals[name] = signal;
    }
  }
  return signals;
}

function kernelOf(measures: readonly Measure[], signals: Record<string, Signal>): BatchKernel {
  const document = new Document();
  const names = Object.keys(signals);
  return (batch) => {
    const column = texts(batch);
    const cells = new Map(names.map((name) => [name, cellsFor(signals[name].type, column.length)]));
    for (let row = 0; row < column.length; row++) {
      document.load(column, row);
      for (const measureOne of measures) fill(cells, row, measureOne(document));
    }
    return { signals: signalsBatch(batch, cells) };
  };
}

function fill(cells: ReadonlyMap<string, Cells>, row: number, values: ReturnType<Measure>): void {
  for (const name in values) {
    const value = values[name];
    const column = cells.get(name);
    if (column === undefined || value === null) continue;
    if (column.numbers === null) column.strings[row] = String(value);
    else if (typeof value === "number") column.numbers[row] = value;
  }
}

function signalsBatch(batch: Batch, cells: ReadonlyMap<string, Cells>): Batch {
  const columns: Record<string, ColumnValues> = { id: textColumn(texts(batch, "id")) };
  for (const [name, column] of cells) columns[name] = column.finish();
  return makeBatch(columns);
}
