import { literal } from "../../core/database.ts";
import type { QueryContext, QueryStage, StageNotes } from "../../core/stage.ts";
import { contract, type Schema } from "../../core/table.ts";
import { guardLargest, LARGEST_CLUSTER } from "./guard.ts";
import { equalMethod, pairMethod, type Settings } from "./options.ts";

/** Columns of the private table `pairs`: every verified pair (each copy beyond the first 8 of a text only with its representative). */
export const pairColumns = {
  a: "VARCHAR",
  b: "VARCHAR",
  similarity: "DOUBLE",
  method: "VARCHAR",
} as const satisfies Schema;

/** Copies of a text that are listed in every pair: bounds the pairs within and among large groups of equal documents. */
export const LISTED_COPIES = 8;

/** Writes the clusters, drops the copies and lists the verified pairs. */
export function decideStage(settings: Settings): QueryStage {
  const { methods, threshold, epsilon, largestShare, against } = settings;
  const semantic = methods.includes("semantic");
  return {
    shape: "query",
    kind: "deduplicate",
    version: 2,
    options: { methods, threshold, epsilon, largestShare, against: against.map(({ path }) => path) },
    tables: { duplicates: contract.duplicates, decisions: contract.decisions, pairs: pairColumns },
    reads: ["corpus", "members", "similar", "stars", ...(semantic ? ["alike"] : [])],
    async run(context) {
      const clusters = "deduplicate_clusters";
      await context.execute(`CREATE TEMP TABLE ${clusters} AS ${clustersQuery(context, settings)}`);
      const notes = await checked(context, clusters, largestShare);
      await context.write(
        "duplicates",
        `SELECT id, keeper, cluster, method, similarity, kept FROM ${clusters} ORDER BY cluster, rank`,
      );
      await context.write("decisions", decisionsQuery(context.stage, clusters, settings));
      await context.write("pairs", pairsQuery(context, settings));
      await context.execute(`DROP TABLE ${clusters}`);
      return notes;
    },
  };
}

/**
 * A row for each member of a cluster: the copies, and the keeper where it is a document of this run (one of an earlier release
 * stands as `earlier:ID` and has no row). The method says how a copy relates to its keeper; a keeper has none.
 */
function clustersQuery(context: QueryContext, settings: Settings): string {
  const members = context.table("members");
  return `WITH rows AS (
      SELECT copy AS rank, keeper, similarity, method FROM ${context.table("stars")}
      UNION ALL SELECT DISTINCT keeper, keeper, CAST(1 AS DOUBLE), NULL FROM ${context.table("stars")}
    )
    SELECT c.id, c.rank, CASE WHEN k.release IS NULL THEN k.id ELSE 'earlier:' || k.id END AS keeper,
      k.id AS keeper_id, k.release, dense_rank() OVER (ORDER BY r.keeper) AS cluster,
      count(*) OVER (PARTITION BY r.keeper) AS size, r.similarity, c.rank = k.rank AS kept,
      CASE r.method WHEN 'equal' THEN CASE WHEN c.content = k.content THEN '${equalMethod(settings)}' ELSE 'normalised' END
        WHEN 'near' THEN '${pairMethod(settings)}' ELSE r.method END AS method
    FROM rows r JOIN ${members} c ON c.rank = r.rank JOIN ${members} k ON k.rank = r.keeper
    WHERE c.release IS NULL`;
}

async function checked(context: QueryContext, clusters: string, allowed: number): Promise<StageNotes> {
  const [{ documents }] = await context.rows(`SELECT documents FROM ${context.table("corpus")}`);
  const [largest] = await context.rows(
    `SELECT size, keeper FROM ${clusters} ORDER BY size DESC, cluster, rank LIMIT 1`,
  );
  const [{ copies, stars }] = await context.rows(
    `SELECT count(*) FILTER (WHERE NOT kept) AS copies, count(DISTINCT cluster) AS stars FROM ${clusters}`,
  );
  if (largest === undefined) return { clusters: 0, copies: 0 };
  const found = { size: Number(largest.size), keeper: String(largest.keeper) };
  if (!context.allowed(LARGEST_CLUSTER)) guardLargest(context.stage, found, Number(documents), allowed);
  return { clusters: Number(stars), copies: Number(copies), "largest cluster": found.size };
}

function decisionsQuery(stage: string, clusters: string, settings: Settings): string {
  const { threshold, epsilon, against } = settings;
  const releases = against.map(
    ({ path }, i) => `WHEN ${i} THEN ${literal(` of the earlier release ${path}`)}`,
  );
  const release = releases.length > 0 ? `CASE release ${releases.join(" ")} ELSE '' END` : "''";
  const rounded = "CAST(round(similarity, 3) AS VARCHAR)";
  return `SELECT id, ${literal(stage)} AS stage, method || '_duplicate' AS rule, 'drop' AS verdict, similarity AS value,
      CASE WHEN method IN ('near', 'simhash') THEN '${threshold}' WHEN method = 'semantic' THEN '${cosineBound(epsilon)}' ELSE '1' END AS bound,
      CASE method WHEN 'exact' THEN 'the same text as '
        WHEN 'normalised' THEN 'the same words as '
        WHEN 'url' THEN 'the same address as '
        WHEN 'semantic' THEN 'cosine ' || ${rounded} || ' with '
        ELSE 'Jaccard similarity ' || ${rounded} || ' with ' END || keeper_id || ${release} AS reason
    FROM ${clusters} WHERE NOT kept ORDER BY cluster, rank`;
}

/** 1 - epsilon without the noise of binary fractions. */
function cosineBound(epsilon: number): number {
  return Number((1 - epsilon).toPrecision(12));
}

/**
 * The first copies of a text stand for it in every pair; each further one is tied to the representative. All of them are
 * verified: equal texts have equal similarities. Documents of earlier releases are not listed.
 */
function pairsQuery(context: QueryContext, settings: Settings): string {
  const members = `(SELECT id, rank, representative, content, release,
      row_number() OVER (PARTITION BY representative ORDER BY rank) AS number FROM ${context.table("members")})`;
  const links = settings.methods.includes("semantic")
    ? `(SELECT a, b, similarity, '${pairMethod(settings)}' AS method FROM ${context.table("similar")}
        UNION ALL SELECT DISTINCT a, b, similarity, 'semantic' FROM ${context.table("alike")})`
    : `(SELECT a, b, similarity, '${pairMethod(settings)}' AS method FROM ${context.table("similar")})`;
  return `SELECT a, b, similarity, method FROM (
      SELECT x.id AS a, y.id AS b, CAST(1 AS DOUBLE) AS similarity,
        CASE WHEN x.content = y.content THEN '${equalMethod(settings)}' ELSE 'normalised' END AS method FROM ${members} x
      JOIN ${members} y ON y.representative = x.representative AND y.number > x.number
      WHERE x.number <= ${LISTED_COPIES} AND (x.number = 1 OR y.number <= ${LISTED_COPIES}) AND x.release IS NULL AND y.release IS NULL
      UNION ALL
      SELECT x.id AS a, y.id AS b, s.similarity, s.method FROM ${links} s
      JOIN ${members} x ON x.representative = s.a AND x.number <= ${LISTED_COPIES}
      JOIN ${members} y ON y.representative = s.b AND y.number <= ${LISTED_COPIES}
      WHERE x.release IS NULL AND y.release IS NULL) AS pairs
    ORDER BY a, b, method`;
}
