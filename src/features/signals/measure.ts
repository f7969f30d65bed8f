import { type Batch, type ColumnValues, makeBatch, textColumn, texts } from "../../core/batch.ts";
import { UserError } from "../../core/errors.ts";
import type { BatchKernel, BatchStage } from "../../core/stage.ts";
import type { Schema } from "../../core/table.ts";
import { familiesNamed } from "./catalogue.ts";
import { type Cells, cellsFor } from "./columns.ts";
import { Document } from "./document.ts";
import type { Family, Measure, Signal } from "./family.ts";
import { inputsFrom } from "./inputs.ts";
import { sameColumns } from "./same-columns.ts";

/**
 * Measures every document once: one pass over the text, one column per signal. Families go by name (`gopher`, `c4`,
 * `fineweb`, `basics`; `sluice signals` lists them) or are given themselves. Where an earlier run measured some of them on
 * the same text, only the others are computed.
 */
export function measure(...wanted: readonly (string | Family)[]): BatchStage {
  const chosen = resolve(wanted);
  const signals = signalsOf(chosen);
  const types = Object.fromEntries(Object.entries(signals).map(([name, { type }]) => [name, type]));
  const options = { families: chosen.map(identityOf), unicode: process.versions.unicode };
  return {
    kind: "measure",
    shape: "batch",
    version: 1,
    options,
    tables: { signals: { id: "VARCHAR", ...types } satisfies Schema },
    reads: [],
    columns: ["text", ...outerInputs(chosen)],
    over: "all",
    reuses: (earlier) => sameColumns(chosen, options, earlier),
    open: async ({ known = [] }) => kernelOf(await openAll(chosen, known), signals, known),
  };
}

function resolve(wanted: readonly (string | Family)[]): readonly Family[] {
  if (wanted.length === 0)
    throw new UserError('measure: name at least one family, such as measure("gopher").');
  const all = wanted.flatMap((family) => (typeof family === "string" ? familiesNamed(family) : [family]));
  return [...new Set(all)];
}

function identityOf({ name, version, settings }: Family) {
  return { name, version, settings };
}

/** Inputs that no family before provides: they come with the batch. */
function outerInputs(chosen: readonly Family[]): string[] {
  const measured = new Set<string>();
  const outer = new Set<string>();
  for (const { inputs = [], columns } of chosen) {
    for (const name of inputs) if (!measured.has(name)) outer.add(name);
    for (const name of Object.keys(columns)) measured.add(name);
  }
  return [...outer];
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

/** A family ready to work. */
interface Opened {
  readonly measure: Measure;
  readonly inputs: readonly string[];
}

/** Opens the families that have a column which is not known yet. */
function openAll(chosen: readonly Family[], known: readonly string[]): Promise<Opened[]> {
  const missing = chosen.filter(({ columns }) => Object.keys(columns).some((name) => !known.includes(name)));
  return Promise.all(missing.map(async (one) => ({ measure: await one.open(), inputs: one.inputs ?? [] })));
}

function kernelOf(
  opened: readonly Opened[],
  signals: Record<string, Signal>,
  known: readonly string[],
): BatchKernel {
  const document = new Document();
  const names = Object.keys(signals).filter((name) => !known.includes(name));
  return (batch) => {
    const column = texts(batch);
    const cells = new Map(names.map((name) => [name, cellsFor(signals[name].type, column.length)]));
    const works = opened.map(({ measure, inputs }) => ({
      measure,
      inputs: inputsFrom(batch, inputs, cells),
    }));
    for (let row = 0; row < column.length; row++) {
      document.load(column, row);
      for (const { measure, inputs } of works) fill(cells, row, measure(document, inputs(row)));
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
