import type { QueryContext } from "../../core/stage.ts";

/** Rounds in which a document takes over the least label among its candidates: enough for stars of stars. */
const LABEL_ROUNDS = 3;

/**
 * An order of reading in which candidate pairs lie close together, so that each text is read once and few sets are held:
 * `<name>` (rank, place) holds the documents of all pairs, `<name>_links` (earlier, later) the pairs by place. Only the
 * speed depends on how well it groups them.
 */
export async function createPlaces(context: QueryContext, candidates: string, name: string): Promise<void> {
  const links = `${name}_links`;
  const labels = `${name}_labels`;
  await context.execute(`CREATE OR REPLACE TEMP TABLE ${labels} AS
    SELECT rank, min(other) AS label
    FROM (SELECT b AS rank, a AS other FROM ${candidates} UNION ALL SELECT a, a FROM ${candidates}) AS ends GROUP BY rank`);
  for (let round = 1; round < LABEL_ROUNDS; round++) {
    await context.execute(`CREATE OR REPLACE TEMP TABLE ${labels} AS
      SELECT rank, min(label) AS label FROM (
        SELECT rank, label FROM ${labels}
        UNION ALL SELECT c.b, l.label FROM ${candidates} c JOIN ${labels} l ON l.rank = c.a
        UNION ALL SELECT c.a, l.label FROM ${candidates} c JOIN ${labels} l ON l.rank = c.b) AS spread
      GROUP BY rank`);
  }
  await context.execute(
    `CREATE TEMP TABLE ${name} AS SELECT rank, row_number() OVER (ORDER BY label, rank) AS place FROM ${labels}`,
  );
  await context.execute(`CREATE TEMP TABLE ${links} AS
    SELECT least(x.place, y.place) AS earlier, greatest(x.place, y.place) AS later
    FROM ${candidates} c JOIN ${name} x ON x.rank = c.a JOIN ${name} y ON y.rank = c.b`);
  await context.execute(`DROP TABLE ${labels}`);
}
