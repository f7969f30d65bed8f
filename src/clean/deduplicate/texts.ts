import type { QueryContext } from "../../core/stage.ts";
import type { Settings } from "./options.ts";
import { releaseRows } from "./release-rows.ts";

/** The texts of the documents that have a place, by rank, as a temporary view; answers its name. */
export async function createTexts(
  context: QueryContext,
  settings: Settings,
  members: string,
  places: string,
): Promise<string> {
  const view = `${places}_texts`;
  const own = `SELECT m.rank, t.text FROM ${members} m JOIN ${context.table("text")} t ON t.id = m.id WHERE m.release IS NULL`;
  const earlier: string[] = [];
  for (const [place, release] of settings.against.entries()) {
    const rows = await releaseRows(release, settings, context.rows);
    const table = `${places}_release_${place}`;
    await context.execute(`CREATE OR REPLACE TEMP TABLE ${table} AS
      SELECT m.rank, r.text FROM (${rows}) r JOIN ${members} m ON m.number = r.number AND m.release = ${place}
      WHERE m.rank IN (SELECT rank FROM ${places})`);
    earlier.push(`SELECT rank, text FROM ${table}`);
  }
  await context.execute(`CREATE OR REPLACE TEMP VIEW ${view} AS ${[own, ...earlier].join(" UNION ALL ")}`);
  return view;
}
