import { type Database, identifier } from "../../../core/database.ts";
import { type ColumnOrigins, measuredCell } from "../measured.ts";
import type { Alignment } from "./alignment.ts";

/** Columns that no rule can name: a ledger's own begin with `_`. */
const own = (name: string) => name.startsWith("_");

/**
 * Columns beside the rows of a ledger, each in a table of the same order, so that they are put side by side without a join.
 * Signals are read when a rule first needs them; what is computed (bins, answers) is kept under a key.
 */
export class Columns {
  private readonly database: Database;
  private readonly origins: ColumnOrigins;
  private readonly documents: number;
  private readonly alignment: Alignment;
  private readonly tables = new Map<string, string>();
  private readonly keys = new Map<string, string>();
  private made = 0;

  constructor(database: Database, origins: ColumnOrigins, documents: number, alignment: Alignment) {
    this.database = database;
    this.origins = origins;
    this.documents = documents;
    this.alignment = alignment;
  }

  /** Reads columns of `signals` and `documents` that are not here yet. */
  async read(names: Iterable<string>): Promise<void> {
    const wanted = [...new Set(names)].filter((name) => !own(name) && !this.tables.has(name));
    const { signals, known } = this.origins;
    const measured = wanted.filter((name) => signals.has(name));
    const documents = wanted.filter((name) => !signals.has(name));
    if (measured.length > 0)
      await this.create(
        measured,
        (await this.alignment.side(measured, signals)) ?? beside("signals", measured, known),
      );
    if (documents.length > 0)
      await this.create(documents, `SELECT ${documents.map(identifier).join(", ")} FROM documents`);
  }

  /** A computed column under the name `name`; it is made again when its key changes. `sql` gives it in the order of the rows. */
  async compute(name: string, key: string, sql: () => string): Promise<void> {
    if (this.keys.get(name) === key) return;
    const old = this.tables.get(name);
    await this.create([name], sql());
    this.keys.set(name, key);
    if (old !== undefined) await this.database.execute(`DROP TABLE ${old}`);
  }

  /** SQL of the rows with these columns beside them, under their own names. */
  rows(names: Iterable<string>): string {
    const wanted = [...new Set(names)].filter((name) => this.tables.has(name));
    const tables = Map.groupBy(wanted, (name) => this.tables.get(name) as string);
    const parts = [...tables].map(
      ([table, columns]) => ` POSITIONAL JOIN (SELECT ${columns.map(identifier).join(", ")} FROM ${table})`,
    );
    return `(SELECT * FROM ledger${parts.join("")})`;
  }

  private async create(names: readonly string[], sql: string): Promise<void> {
    const table = `column_${++this.made}`;
    await this.database.execute(`CREATE TABLE ${table} AS ${sql}`);
    const [{ count }] = await this.database.rows(`SELECT count(*) AS count FROM ${table}`);
    // Side by side means row by row: an id that stands twice in a table would shift all that follow.
    if (Number(count) !== this.documents)
      throw new Error(`ledger: ${names.join(", ")} has ${count} rows for ${this.documents} documents`);
    for (const name of names) this.tables.set(name, table);
  }
}

function beside(table: string, names: readonly string[], types: ColumnOrigins["known"]): string {
  const columns = names.map((name) => `t.${identifier(name)}`).join(", ");
  const cells = names.map((name) => `${measuredCell(name, types[name])} AS ${identifier(name)}`).join(", ");
  return `SELECT ${columns} FROM ledger LEFT JOIN (SELECT id, ${cells} FROM ${table}) AS t ON t.id = ledger._id ORDER BY ledger._ordinal`;
}
