import { resolve } from "node:path";
import { type Database, identifier } from "../../../core/database.ts";
import { stageTable } from "../../../core/views.ts";
import { finishedStages, type RunRecord, type Workspace } from "../../../core/workspace.ts";
import { measuredCell } from "../measured.ts";

/** A table of one stage: most have a row for every document, in document order. */
export interface StageRelation {
  readonly sql: string;
  /** Its columns with their SQL types, `id` among them. */
  readonly columns: Readonly<Record<string, string>>;
}

/** What the stages of a run wrote, stage by stage; the views of a workspace join it by id, which costs seconds on a million documents. */
export interface RunTables {
  readonly signals: readonly StageRelation[];
  readonly tokens: readonly StageRelation[];
  /** Documents that each rule spoke on, by stage. */
  readonly spoken: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** The tables of the last run of a workspace, by their files. */
export async function runTables({ folder, files }: Workspace, run: RunRecord): Promise<RunTables> {
  const finished = await finishedStages({ folder: resolve(folder), files }, run);
  const relations = (table: string) =>
    finished
      .filter(({ manifest }) => table in manifest.tables)
      .map((stage) => ({ sql: stageTable(stage, table), columns: stage.manifest.tables[table] }));
  const spoken = run.stages.map(
    ({ name, rules }) => [name, new Map(rules.map(({ rule, documents }) => [rule, documents]))] as const,
  );
  return { signals: relations("signals"), tokens: relations("tokens"), spoken: new Map(spoken) };
}

/**
 * Puts columns of stages beside those of `documents` by their places, without a join, wherever the ids of both are the same row by row.
 * That is read and compared for every table that is used, never taken on trust.
 */
export class Alignment {
  private readonly database: Database;
  private readonly tables: RunTables | undefined;
  private readonly known = new Map<StageRelation, Promise<boolean>>();

  constructor(database: Database, tables: RunTables | undefined) {
    this.database = database;
    this.tables = tables;
  }

  /**
   * SQL of the columns in document order, one row a document; undefined where one is of no aligned table. `read` gives the SQL of a
   * signal: by default a NaN is null.
   */
  async side(
    names: readonly string[],
    signals: ReadonlySet<string>,
    read: (name: string, type: string) => string = measuredCell,
  ): Promise<string | undefined> {
    const byTable = new Map<StageRelation, string[]>();
    for (const name of names.filter((one) => signals.has(one))) {
      const relation = this.tables?.signals.find(({ columns }) => name in columns);
      if (relation === undefined || !(await this.isAligned(relation))) return undefined;
      byTable.set(relation, [...(byTable.get(relation) ?? []), name]);
    }
    const own = names.filter((name) => !signals.has(name));
    const parts = [...byTable].map(([{ sql, columns }, wanted]) => {
      const cells = wanted.map((name) => `${read(name, columns[name])} AS ${identifier(name)}`);
      return `(SELECT ${cells.join(", ")} FROM (${sql}))`;
    });
    if (own.length > 0) parts.push(`(SELECT ${own.map(identifier).join(", ")} FROM documents)`);
    return parts.length === 0 ? undefined : `SELECT * FROM ${parts.join(" POSITIONAL JOIN ")}`;
  }

  /** SQL of the counts of a tokenizer, one row a document; undefined where no single aligned stage counted with it. */
  async tokens(tokenizer: string): Promise<string | undefined> {
    const [only, ...more] = this.tables?.tokens ?? [];
    if (only === undefined || more.length > 0 || !(await this.isAligned(only))) return undefined;
    const [row] = await this.database.rows(
      `SELECT min(tokenizer) AS first, max(tokenizer) AS last FROM (${only.sql})`,
    );
    return row.first === tokenizer && row.last === tokenizer ? `SELECT tokens FROM (${only.sql})` : undefined;
  }

  /** How many documents each rule of a stage spoke on, as the run counted them. */
  spokenIn(stage: string): ReadonlyMap<string, number> | undefined {
    return this.tables?.spoken.get(stage);
  }

  private isAligned(relation: StageRelation): Promise<boolean> {
    const known = this.known.get(relation) ?? this.compare(relation);
    this.known.set(relation, known);
    return known;
  }

  private async compare({ sql }: StageRelation): Promise<boolean> {
    const [{ apart }] = await this.database.rows(
      `SELECT count(*) FILTER (WHERE a.id IS DISTINCT FROM b.id) AS apart
        FROM (SELECT id FROM documents) AS a POSITIONAL JOIN (SELECT id FROM (${sql})) AS b`,
    );
    return Number(apart) === 0;
  }
}
