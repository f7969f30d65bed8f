import type { QueryContext } from "../../core/stage.ts";

/** Where repeats are looked for. */
export interface RepeatSearch {
  /** A private table with columns `id` and `hashes`. */
  readonly table: string;
  /** A table of `createMembers` over it. */
  readonly members: string;
  /** Whether the first of equal hashes is a repeat as well. */
  readonly first: boolean;
}

/**
 * The hashes that occur twice or more within a scope, as temporary table `name` (rank, item, hash): the document, and the number
 * of the hash in it from 0. Answers how many there are.
 */
export async function createRepeats(
  context: QueryContext,
  name: string,
  { table, members, first }: RepeatSearch,
): Promise<number> {
  const [places, repeated] = [`${name}_places`, `${name}_hashes`];
  await context.execute(`CREATE TEMP TABLE ${places} AS
    SELECT m.scope, m.rank, m.base, m.base + generate_subscripts(s.hashes, 1) - 1 AS place, unnest(s.hashes) AS hash
    FROM ${members} m JOIN ${context.table(table)} s ON s.id = m.id WHERE m.size > 0`);
  await context.execute(`CREATE TEMP TABLE ${repeated} AS
    SELECT scope, hash, min(place) AS first FROM ${places} GROUP BY scope, hash HAVING count(*) > 1`);
  await context.execute(`CREATE TEMP TABLE ${name} AS
    SELECT p.rank, p.place - p.base AS item, p.hash FROM ${places} p JOIN ${repeated} r ON r.scope = p.scope AND r.hash = p.hash
    ${first ? "" : "WHERE p.place <> r.first"}`);
  for (const done of [places, repeated]) await context.execute(`DROP TABLE ${done}`);
  const [{ found }] = await context.rows(`SELECT count(*) AS found FROM ${name}`);
  return Number(found);
}
