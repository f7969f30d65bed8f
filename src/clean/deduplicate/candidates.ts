import type { QueryContext } from "../../core/stage.ts";
import { tableMasks } from "../../features/simhash/tables.ts";
import { BUCKET_LEADERS, BUCKET_NEIGHBOURS, FULL_BUCKET } from "./bucket.ts";
import type { Settings } from "./options.ts";

/** Keys that are looked at in one go: bounds the memory of the bucket search. */
const KEYS_PER_PASS = 50_000_000;

/** One way of finding candidates: so many keys per document, as SQL over the columns of signatures. */
interface Search {
  readonly keys: number;
  readonly key: string;
  /** What a pair of documents x and y must fulfil besides sharing a key. */
  readonly condition: string;
}

/**
 * Pairs of ranks (a before b) that share a key, as temporary table `name`, each pair once. A pair whose sizes rule the
 * threshold out is left out: J ≤ smaller / larger. Buckets are cut as in `bucketPairs`.
 */
export async function createCandidates(
  context: QueryContext,
  settings: Settings,
  members: string,
  name: string,
): Promise<void> {
  const signatures = await createSigned(context, settings, members, name);
  const [{ documents }] = await context.rows(`SELECT count(*) AS documents FROM ${signatures}`);
  await context.execute(`CREATE TEMP TABLE ${name} (a BIGINT, b BIGINT)`);
  let parts = 0;
  for (const search of searches(settings)) {
    const passes = Math.ceil((Number(documents) * search.keys) / KEYS_PER_PASS);
    for (let pass = 0; pass < passes; pass++) {
      const buckets = `${name}_buckets`;
      const keys = `SELECT scope, rank, release, shingles, simhash, ${search.key} AS key FROM ${signatures}`;
      const share = passes === 1 ? keys : `SELECT * FROM (${keys}) AS keys WHERE key % ${passes} = ${pass}`;
      await context.execute(`CREATE OR REPLACE TEMP TABLE ${buckets} AS ${bucketsQuery(share)}`);
      const condition = `y.release IS NULL AND ${sizes(settings)} AND ${search.condition}`;
      await context.execute(`INSERT INTO ${name} ${pairsQuery(buckets, condition)}`);
      await context.execute(`DROP TABLE ${buckets}`);
      parts++;
    }
  }
  await context.execute(`DROP VIEW ${signatures}`);
  if (parts > 1) {
    await context.execute(`CREATE OR REPLACE TEMP TABLE ${name} AS SELECT DISTINCT a, b FROM ${name}`);
  }
}

/** The signatures of the representatives, those of earlier releases included. */
async function createSigned(
  context: QueryContext,
  { against }: Settings,
  members: string,
  name: string,
): Promise<string> {
  const columns = "m.scope, m.rank, m.release, s.shingles, s.simhash, s.bands";
  const own = `SELECT ${columns} FROM ${members} m
    JOIN ${context.table("signatures")} s ON s.id = m.id WHERE m.release IS NULL AND m.rank = m.representative`;
  const earlier = () => `SELECT ${columns} FROM ${members} m
    JOIN ${context.table("earlier")} s ON s.release = m.release AND s.number = m.number WHERE m.rank = m.representative`;
  const view = `${name}_signed`;
  await context.execute(
    `CREATE TEMP VIEW ${view} AS ${against.length > 0 ? `${own} UNION ALL ${earlier()}` : own}`,
  );
  return view;
}

function searches({ methods, banding, distance }: Settings): Search[] {
  const found: Search[] = [];
  if (methods.includes("near")) found.push({ keys: banding.bands, key: "unnest(bands)", condition: "true" });
  if (methods.includes("simhash")) {
    const masks = tableMasks(distance);
    const keys = masks.map((mask, table) => `hash(${table}, simhash & CAST(${mask} AS UBIGINT))`);
    found.push({
      keys: masks.length,
      key: `unnest(CASE WHEN shingles > 0 THEN [${keys.join(", ")}] END)`,
      condition: `bit_count(CAST(xor(x.simhash, y.simhash) AS BIT)) <= ${distance}`,
    });
  }
  return found;
}

function sizes({ threshold }: Settings): string {
  return `least(x.shingles, y.shingles) >= CAST(${threshold - 1e-9} AS DOUBLE) * greatest(x.shingles, y.shingles)`;
}

/** Only keys that occur twice or more get this far, at least once in this run: of most documents, none. */
function bucketsQuery(keys: string): string {
  return `SELECT b.*, k.size, row_number() OVER (PARTITION BY b.scope, b.key ORDER BY b.rank) AS place
    FROM (${keys}) b
    JOIN (SELECT scope, key, count(*) AS size FROM (${keys}) AS all_keys GROUP BY scope, key
      HAVING count(*) > 1 AND bool_or(release IS NULL)) k ON k.scope = b.scope AND k.key = b.key`;
}

/** `bucketPairs` in SQL: every join meets a bounded number of partners. */
function pairsQuery(buckets: string, condition: string): string {
  return `SELECT x.rank AS a, y.rank AS b
    FROM (SELECT * FROM ${buckets} WHERE size <= ${FULL_BUCKET} OR place <= ${BUCKET_LEADERS}) x
    JOIN ${buckets} y ON y.scope = x.scope AND y.key = x.key AND y.place > x.place AND ${condition}
    UNION
    SELECT x.rank AS a, y.rank AS b
    FROM (SELECT *, place + unnest(range(1, ${BUCKET_NEIGHBOURS + 1})) AS follower
      FROM ${buckets} WHERE size > ${FULL_BUCKET} AND place > ${BUCKET_LEADERS}) x
    JOIN ${buckets} y ON y.scope = x.scope AND y.key = x.key AND y.place = x.follower AND ${condition}`;
}
