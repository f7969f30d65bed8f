import type { QueryContext, QueryStage, StageNotes } from "../../core/stage.ts";
import { contract, type Schema } from "../../core/table.ts";
import { guardLargest, LARGEST_CLUSTER } from "./guard.ts";
import type { Settings } from "./options.ts";

/** Columns of the private table `pairs`: every verified pair (each copy beyond the first 8 of a text only with its representative). */
export const pairColumns = { a: "VARCHAR", b: "VARCHAR", similarity: "DOUBLE" } as const satisfies Schema;

/** Copies of a text that are listed in every pair: bounds the pairs within and among large groups of equal documents. */
export const LISTED_COPIES = 8;

/** Writes the clusters, drops the copies and lists the verified pairs. */
export function decideStage({ methods, threshold, largestShare }: Settings): QueryStage {
  return {
    shape: "query",
    kind: "deduplicate",
    version: 1,
    options: { methods, threshold, largestShare },
    tables: { duplicates: contract.duplicates, decisions: contract.decisions, pairs: pairColumns },
    reads: ["members", "similar", "stars"],
    async run(context) {
      const clusters = "deduplicate_clusters";
      await context.execute(`CREATE TEMP TABLE ${clusters} AS ${clustersQuery(context, methods)}`);
      const notes = await checked(context, clusters, largestShare);
      await context.write(
        "duplicates",
        `SELECT id, keeper, cluster, method, similarity, kept FROM ${clusters} ORDER BY cluster, rank`,
      );
      await context.write("decisions", decisionsQuery(context.stage, clusters, threshold));
      await context.write("pairs", pairsQuery(context));
      await context.execute(`DROP TABLE ${clusters}`);
      return notes;
    },
  };
}

/** A row for each member of a cluster of two or more. The method says how a copy relates to its keeper; a keeper has none. */
function clustersQuery(context: QueryContext, methods: Settings["methods"]): string {
  const equal = methods.includes("exact") ? "exact" : "near";
  return `WITH assigned AS (
      SELECT m.*, coalesce(s.keeper, m.representative) AS keeper_rank, coalesce(s.similarity, CAST(1 AS DOUBLE)) AS similarity
      FROM ${context.table("members")} m LEFT JOIN ${context.table("stars")} s ON s.copy = m.representative
    ), counted AS (
      SELECT *, count(*) OVER (PARTITION BY keeper_rank) AS size FROM assigned
    )
    SELECT c.id, c.rank, k.id AS keeper, dense_rank() OVER (ORDER BY c.keeper_rank) AS cluster, c.size, c.similarity,
      c.rank = c.keeper_rank AS kept,
      CASE WHEN c.rank = c.keeper_rank THEN NULL
        WHEN c.content = k.content THEN '${equal}'
        WHEN c.representative = k.representative THEN 'normalised'
        ELSE 'near' END AS method
    FROM counted c JOIN ${context.table("members")} k ON k.rank = c.keeper_rank
    WHERE c.size > 1`;
}

async function checked(context: QueryContext, clusters: string, allowed: number): Promise<StageNotes> {
  const [{ documents }] = await context.rows(`SELECT count(*) AS documents FROM ${context.table("members")}`);
  const [largest] = await context.rows(
    `SELECT size, keeper FROM ${clusters} WHERE kept ORDER BY size DESC, cluster LIMIT 1`,
  );
  const [{ copies, stars }] = await context.rows(
    `SELECT count(*) FILTER (WHERE NOT kept) AS copies, count(*) FILTER (WHERE kept) AS stars FROM ${clusters}`,
  );
  if (largest === undefined) return { clusters: 0, copies: 0 };
  const found = { size: Number(largest.size), keeper: String(largest.keeper) };
  if (!context.allowed(LARGEST_CLUSTER)) guardLargest(context.stage, found, Number(documents), allowed);
  return { clusters: Number(stars), copies: Number(copies), "largest cluster": found.size };
}

function decisionsQuery(stage: string, clusters: string, threshold: number): string {
  return `SELECT id, '${stage.replaceAll("'", "''")}' AS stage, method || '_duplicate' AS rule, 'drop' AS verdict,
      similarity AS value, CASE WHEN method = 'near' THEN '${threshold}' ELSE '1' END AS bound,
      CASE method WHEN 'exact' THEN 'the same text as ' || keeper
        WHEN 'normalised' THEN 'the same words as ' || keeper
        ELSE 'Jaccard similarity ' || CAST(round(similarity, 3) AS VARCHAR) || ' with ' || keeper END AS reason
    FROM ${clusters} WHERE NOT kept ORDER BY cluster, rank`;
}

/**
 * The first copies of a text stand for it in every pair; each further one is tied to the representative. All of them are
 * verified: equal texts have equal similarities.
 */
function pairsQuery(context: QueryContext): string {
  const members = `(SELECT id, rank, representative,
      row_number() OVER (PARTITION BY representative ORDER BY rank) AS number FROM ${context.table("members")})`;
  return `SELECT a, b, similarity FROM (
      SELECT x.id AS a, y.id AS b, CAST(1 AS DOUBLE) AS similarity FROM ${members} x
      JOIN ${members} y ON y.representative = x.representative AND y.number > x.number
      WHERE x.number <= ${LISTED_COPIES} AND (x.number = 1 OR y.number <= ${LISTED_COPIES})
      UNION ALL
      SELECT x.id AS a, y.id AS b, s.similarity FROM ${context.table("similar")} s
      JOIN ${members} x ON x.representative = s.a AND x.number <= ${LISTED_COPIES}
      JOIN ${members} y ON y.representative = s.b AND y.number <= ${LISTED_COPIES}) AS pairs
    ORDER BY a, b`;
}
