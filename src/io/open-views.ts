import { resolve } from "node:path";
import { type Database, identifier, literal } from "../core/database.ts";
import { isPeopleStep } from "../core/people-steps.ts";
import { viewQueries } from "../core/views.ts";
import { finishedStages, type RunRecord, readRun, type Workspace } from "../core/workspace.ts";
import { lockDown, openDatabase } from "./duckdb.ts";
import { askPeople } from "./people/open-people.ts";
import { createPeopleTables, refreshPeople, withPeopleRows } from "./people/people-views.ts";

/** The tables of a workspace in an SQL engine, and the run that made them. */
export interface Views {
  readonly database: Database;
  readonly run: RunRecord | undefined;
}

/**
 * Opens every table of the last run as a view, with what people did up to now in the place of what the run saw of it.
 * What a person types then reaches the workspace and nothing else.
 */
export async function openViews(
  workspace: Workspace,
  options: { readonly threads?: number } = {},
): Promise<Views> {
  const folder = resolve(workspace.folder);
  const run = await readRun(workspace);
  const finished = run ? await finishedStages({ ...workspace, folder }, run) : [];
  const stages = finished.filter((stage) => !isPeopleStep(stage));
  const database = await openDatabase({
    threads: options.threads ?? 2,
    memoryBytes: 7e8,
    spillFolder: `${folder}/tmp/${process.pid}`,
  });
  await createPeopleTables(database);
  for (const [name, sql] of inOrder(viewQueries(stages)))
    await database.execute(`CREATE VIEW ${identifier(name)} AS ${withPeopleRows(name, sql)}`);
  await database.execute(`CREATE VIEW stages AS ${stagesQuery(run)}`);
  await askPeople(folder, (people) => refreshPeople(database, people));
  await lockDown(database, [folder]);
  return { database, run };
}

/** People's preferences name documents by id: their view needs that of the texts. */
function inOrder(views: ReadonlyMap<string, string>): [string, string][] {
  return [...views].sort(([a], [b]) => Number(a === "preferences") - Number(b === "preferences"));
}

/** The view `stages`: one row per stage of the last run. */
function stagesQuery(run: RunRecord | undefined): string {
  const rows = (run?.stages ?? []).map(
    (stage) =>
      `(${literal(stage.name)}, ${literal(stage.kind)}, ${literal(stage.key)}, ${stage.rows_in}::BIGINT, ${stage.rows_out}::BIGINT,
        ${stage.dropped}::BIGINT, ${stage.seconds}::DOUBLE, ${stage.peak_rss_bytes}::BIGINT, ${stage.bytes_written}::BIGINT, ${stage.cached})`,
  );
  const none = "('', '', '', 0::BIGINT, 0::BIGINT, 0::BIGINT, 0::DOUBLE, 0::BIGINT, 0::BIGINT, false)";
  return `SELECT * FROM (VALUES ${rows.join(", ") || none})
    AS stages(name, kind, key, rows_in, rows_out, dropped, seconds, peak_rss_bytes, bytes_written, cached) WHERE name <> ''`;
}
