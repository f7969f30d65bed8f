import { z } from "zod";
import { batchOf, column, makeBatch } from "../../core/batch.ts";
import { checkOptions, written } from "../../core/options.ts";
import type { QueryContext, QueryStage, StageNotes } from "../../core/stage.ts";
import { type ColumnType, contract, type Row, type Schema, type Value } from "../../core/table.ts";
import type { Cell } from "../../features/tabular/cell.ts";
import { readBooleans } from "../../features/tabular/repair-booleans.ts";
import { readDates } from "../../features/tabular/repair-dates.ts";
import { readNumbers } from "../../features/tabular/repair-numbers.ts";
import { checkStems, columnReads, documentIds, readTextColumns, stemOf } from "./columns.ts";

const schema = z.strictObject({
  /** What each column is to become: signals, columns of `documents` or fields of `metadata` by name. */
  columns: z.record(z.string().min(1), z.enum(["number", "date", "boolean"])),
});

/** Options of `repairTypes`. */
export type RepairTypesOptions = z.input<typeof schema>;

type Kind = z.output<typeof schema>["columns"][string];

const types: Readonly<Record<Kind, ColumnType>> = { number: "DOUBLE", date: "TIMESTAMP", boolean: "BOOLEAN" };

const readers: Readonly<
  Record<Kind, (texts: readonly (string | null)[]) => Cell<number | boolean | Date>[]>
> = {
  number: readNumbers,
  date: readDates,
  boolean: readBooleans,
};

/** Columns of `repairs`: what became of the cells of each column, with the first one that was left alone of either kind. */
export const repairColumns = {
  column: "VARCHAR",
  type: "VARCHAR",
  cells: "BIGINT",
  /** Written as they should be. */
  clean: "BIGINT",
  repaired: "BIGINT",
  missing: "BIGINT",
  /** Readable in several ways, and left alone. */
  ambiguous: "BIGINT",
  /** Not readable, and left alone. */
  unread: "BIGINT",
  first_ambiguous: "VARCHAR",
  first_unread: "VARCHAR",
} as const satisfies Schema;

/**
 * Reads text as numbers, dates and truth values: thousands, decimal commas, units, currencies, percent, dates in several orders, words for
 * nothing. Writes signals `<column>_repaired`, a row of `edits` for each cell that was not written plainly, and counts in `repairs`. What
 * can be read in several ways is left alone and counted.
 */
export function repairTypes(options: RepairTypesOptions): QueryStage {
  const { columns } = checkOptions("repairTypes", schema, options, tell);
  checkStems("repairTypes", Object.keys(columns));
  const repaired = Object.entries(columns).map(([name, kind]) => [nameOf(name), types[kind]] as const);
  return {
    shape: "query",
    kind: "repair-types",
    version: 1,
    options: { columns },
    tables: {
      signals: { ...contract.signals, ...Object.fromEntries(repaired) },
      edits: contract.edits,
      repairs: repairColumns,
    },
    reads: columnReads,
    run: (context) => run(context, columns),
  };
}

function nameOf(name: string): string {
  return `${stemOf(name)}_repaired`;
}

/** One column with its texts and what became of them. */
interface Repaired {
  readonly name: string;
  readonly kind: Kind;
  readonly texts: readonly (string | null)[];
  readonly cells: readonly Cell<number | boolean | Date>[];
}

async function run(context: QueryContext, columns: Readonly<Record<string, Kind>>): Promise<StageNotes> {
  const names = Object.keys(columns);
  const texts = await readTextColumns(context, "repairTypes", names);
  const repaired = names.map((name, c): Repaired => {
    const kind = columns[name];
    return { name, kind, texts: texts[c], cells: readers[kind](texts[c]) };
  });
  for await (const { first, ids } of documentIds(context)) {
    const edits = ids.flatMap((id, i) =>
      repaired.flatMap((column) => editOf(column, first + i, id, context.stage)),
    );
    await context.append("signals", signalBatch(ids, first, repaired));
    if (edits.length > 0) await context.append("edits", batchOf(contract.edits, edits));
  }
  const rows = repaired.map(summaryOf);
  if (rows.length > 0) await context.append("repairs", batchOf(repairColumns, rows));
  const total = (count: "repaired" | "ambiguous" | "unread") =>
    rows.reduce((sum, row) => sum + Number(row[count]), 0);
  return { repaired: total("repaired"), ambiguous: total("ambiguous"), unread: total("unread") };
}

function signalBatch(ids: readonly string[], first: number, repaired: readonly Repaired[]) {
  const cells = repaired.map(({ name, kind, cells }) => {
    const values = cells
      .slice(first, first + ids.length)
      .map((cell): Value => (cell.state === "read" ? cell.value : null));
    return [nameOf(name), column(types[kind], values)] as const;
  });
  return makeBatch({ id: column("VARCHAR", ids), ...Object.fromEntries(cells) });
}

function editOf({ name, texts, cells }: Repaired, row: number, id: string, stage: string): Row[] {
  const cell = cells[row];
  if (!("rule" in cell) || cell.rule === null) return [];
  const replacement = cell.state === "missing" ? null : shown(cell.value);
  return [{ id, stage, rule: `repair.${cell.rule}(${name})`, removed: texts[row], replacement }];
}

function shown(value: number | boolean | Date): string {
  return value instanceof Date ? value.toISOString() : String(value);
}

function summaryOf({ name, kind, texts, cells }: Repaired): Row {
  const count = (is: (cell: Repaired["cells"][number]) => boolean) => cells.filter(is).length;
  const first = (state: "ambiguous" | "unread") => {
    const at = cells.findIndex((cell) => cell.state === state);
    return at < 0 ? null : (texts[at]?.slice(0, 200) ?? null);
  };
  return {
    ...{ column: name, type: kind, cells: cells.length },
    clean: count((cell) => cell.state === "read" && cell.rule === null),
    repaired: count((cell) => cell.state === "read" && cell.rule !== null),
    missing: count(({ state }) => state === "missing"),
    ambiguous: count(({ state }) => state === "ambiguous"),
    unread: count(({ state }) => state === "unread"),
    ...{ first_ambiguous: first("ambiguous"), first_unread: first("unread") },
  };
}

function tell(name: string, value: unknown): string | undefined {
  if (name !== "columns" || (typeof value === "object" && !Array.isArray(value))) return undefined;
  return `columns says what each column is to become: columns: { price: "number" }, got ${written(value)}.`;
}
