import { identifier } from "../../core/database.ts";
import type { KnownColumns } from "./check.ts";
import type { Engine } from "./expression.ts";

/** SQL names of the tables that rules read. */
export interface RuleTables {
  readonly documents: string;
  readonly signals: string;
}

/** Which table a column comes from. */
export interface ColumnOrigins {
  readonly known: KnownColumns;
  /** Columns of `signals`; every other known column is one of `documents`. */
  readonly signals: ReadonlySet<string>;
}

/** The columns that rules can read: those of `signals`, and of `documents` where no signal has the name; never the text. */
export async function readableColumns(tables: RuleTables, engine: Engine): Promise<ColumnOrigins> {
  const documents = await columnTypes(tables.documents, engine);
  const signals = await columnTypes(tables.signals, engine);
  const { text: _, ...known } = { ...documents, ...signals };
  return { known, signals: new Set(Object.keys(signals).filter((name) => name !== "id")) };
}

/** A column as rules read it: a NaN is no measurement, so it reads as null. An infinite value is what it is. */
export function measuredCell(name: string, type: string | undefined): string {
  const cell = identifier(name);
  return /^(?:DOUBLE|FLOAT|REAL)$/.test(type ?? "")
    ? `CASE WHEN isnan(${cell}) THEN NULL ELSE ${cell} END`
    : cell;
}

/**
 * One row per document, in document order, with its `ordinal`, `id` and the named columns; a signal is null where it was not
 * measured, and where it is NaN.
 */
export function measuredSql(columns: Iterable<string>, origins: ColumnOrigins, tables: RuleTables): string {
  const wanted = [...new Set(columns)].filter((name) => name !== "id");
  const signals = wanted.filter((name) => origins.signals.has(name));
  const documents = wanted.filter((name) => !origins.signals.has(name));
  const cell = (name: string) => `${measuredCell(name, origins.known[name])} AS ${identifier(name)}`;
  const inner = ["id", ...documents.map(cell), "row_number() OVER () AS ordinal"].join(", ");
  const outer = ["d.*", ...signals.map((name) => `s.${identifier(name)}`)].join(", ");
  const measured = `(SELECT ${["id", ...signals.map(cell)].join(", ")} FROM ${tables.signals})`;
  const join = signals.length > 0 ? ` LEFT JOIN ${measured} AS s ON s.id = d.id` : "";
  return `SELECT ${outer} FROM (SELECT ${inner} FROM ${tables.documents}) AS d${join}`;
}

async function columnTypes(table: string, engine: Engine): Promise<Record<string, string>> {
  const rows = await engine.rows(`DESCRIBE SELECT * FROM ${table}`);
  return Object.fromEntries(
    rows.map(({ column_name, column_type }) => [String(column_name), String(column_type)]),
  );
}
