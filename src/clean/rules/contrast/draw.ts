import { identifier } from "../../../core/database.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { measuredCell } from "../measured.ts";

/** What to draw from a corpus. */
export interface Draw {
  /** Name of the table that is made. */
  readonly table: string;
  /** SQL of one row a document, in document order, with `_ordinal`. */
  readonly rows: string;
  /** Its columns that the table keeps, besides `_ordinal`. */
  readonly keeps: readonly string[];
  /** Condition on its columns: which rows are drawn. */
  readonly chosen: string;
  /** Numeric signals that stand beside them as DOUBLE. */
  readonly signals: readonly string[];
}

/**
 * Makes a table of chosen documents with their signals: in one scan of the columns where they stand by their places, else joined by id.
 * Values are looked at in a second step, over the few rows that are left: looking at them on the way costs as much as the scan.
 */
export async function drawSignals(ledger: Ledger, draw: Draw): Promise<void> {
  const { database, origins } = ledger;
  const own = ["_ordinal", ...draw.keeps].map(identifier);
  const cells = draw.signals.map(
    (name) => `CAST(${measuredCell(name, origins.known[name])} AS DOUBLE) AS ${identifier(name)}`,
  );
  await database.execute(`CREATE OR REPLACE TEMP TABLE drawn AS ${await drawnSql(ledger, draw)}`);
  await database.execute(
    `CREATE OR REPLACE TEMP TABLE ${draw.table} AS SELECT ${[...own, ...cells].join(", ")} FROM drawn`,
  );
  await database.execute("DROP TABLE drawn");
}

async function drawnSql({ alignment, origins }: Ledger, { rows, signals, chosen }: Draw): Promise<string> {
  const side = await alignment.side(signals, origins.signals, identifier);
  if (side !== undefined) return `SELECT * FROM (${rows}) POSITIONAL JOIN (${side}) WHERE ${chosen}`;
  const columns = ["id", ...signals.map(identifier)].join(", ");
  return `SELECT r.*, s.* EXCLUDE (id) FROM (SELECT * FROM (${rows}) WHERE ${chosen}) AS r JOIN ledger AS l ON l._ordinal = r._ordinal
    LEFT JOIN (SELECT ${columns} FROM signals) AS s ON s.id = l._id`;
}

/** The place of a document, spread evenly over 0 to 2 ** 32: times the golden ratio (Knuth 6.4). The same corpus gives the same draw. */
export const scattered = "((_ordinal::BIGINT * 2654435761) % 4294967296)";

/** Below which scattered place about `most` of a number of documents lie. */
export function scatterLimit(documents: number, most: number): number {
  return Math.min(2 ** 32, Math.ceil((most / Math.max(1, documents)) * 2 ** 32));
}
