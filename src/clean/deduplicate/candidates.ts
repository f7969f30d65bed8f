import type { QueryContext } from "../../core/stage.ts";
import { BUCKET_LEADERS, BUCKET_NEIGHBOURS, FULL_BUCKET } from "./bucket.ts";
import type { Settings } from "./options.ts";

/** Band keys that are looked at in one go: bounds the memory of the bucket search. */
const KEYS_PER_PASS = 50_000_000;

/**
 * Pairs of ranks (a before b) that share a band, as temporary table `name`, each pair once. A pair whose sizes rule the
 * threshold out is left out: J ≤ smaller / larger. Buckets are cut as in `bucketPairs`.
 */
export async function createCandidates(
  context: QueryContext,
  settings: Settings,
  members: string,
  name: string,
): Promise<void> {
  const [{ keys }] = await context.rows(
    `SELECT count(*) * ${settings.banding.bands} AS keys FROM ${members} WHERE rank = representative`,
  );
  const passes = Math.ceil(Number(keys) / KEYS_PER_PASS);
  await context.execute(`CREATE TEMP TABLE ${name} (a BIGINT, b BIGINT)`);
  for (let pass = 0; pass < passes; pass++) {
    const buckets = `${name}_buckets`;
    const bands = `SELECT m.scope, m.rank, s.shingles, unnest(s.bands) AS key FROM ${members} m
      JOIN ${context.table("signatures")} s ON s.id = m.id WHERE m.rank = m.representative`;
    const share = `SELECT * FROM (${bands}) AS bands WHERE key % ${passes} = ${pass}`;
    await context.execute(`CREATE OR REPLACE TEMP TABLE ${buckets} AS ${bucketsQuery(share)}`);
    await context.execute(`INSERT INTO ${name} ${pairsQuery(buckets, settings.threshold)}`);
    await context.execute(`DROP TABLE ${buckets}`);
  }
  if (passes > 1) {
    await context.execute(`CREATE OR REPLACE TEMP TABLE ${name} AS SELECT DISTINCT a, b FROM ${name}`);
  }
}

/** Only keys that occur twice or more get this far: of most documents, none. */
function bucketsQuery(bands: string): string {
  return `SELECT b.scope, b.key, b.rank, b.shingles, k.size,
      row_number() OVER (PARTITION BY b.scope, b.key ORDER BY b.rank) AS place
    FROM (${bands}) b
    JOIN (SELECT scope, key, count(*) AS size FROM (${bands}) AS all_bands GROUP BY scope, key HAVING count(*) > 1) k
      ON k.scope = b.scope AND k.key = b.key`;
}

/** `bucketPairs` in SQL: every join meets a bounded number of partners. */
function pairsQuery(buckets: string, threshold: number): string {
  const sizes = `least(x.shingles, y.shingles) >= CAST(${threshold - 1e-9} AS DOUBLE) * greatest(x.shingles, y.shingles)`;
  return `SELECT x.rank AS a, y.rank AS b
    FROM (SELECT * FROM ${buckets} WHERE size <= ${FULL_BUCKET} OR place <= ${BUCKET_LEADERS}) x
    JOIN ${buckets} y ON y.scope = x.scope AND y.key = x.key AND y.place > x.place AND ${sizes}
    UNION
    SELECT x.rank AS a, y.rank AS b
    FROM (SELECT *, place + unnest(range(1, ${BUCKET_NEIGHBOURS + 1})) AS follower
      FROM ${buckets} WHERE size > ${FULL_BUCKET} AND place > ${BUCKET_LEADERS}) x
    JOIN ${buckets} y ON y.scope = x.scope AND y.key = x.key AND y.place = x.follower AND ${sizes}`;
}
