import type { QueryContext } from "../../core/stage.ts";

/** Clusters are stars around their keeper, and stars of several methods seldom chain: a few rounds settle them. */
const MOST_ROUNDS = 100;

/**
 * Makes the temporary table `mix_roots` (id, root): every document of a duplicate cluster, and the smallest id that
 * it is tied to by any chain of duplicates of any method. So copies and near-copies land on one side of a split.
 */
export async function findRoots(context: QueryContext): Promise<void> {
  const pairs = `SELECT id, keeper FROM ${context.table("duplicates")} WHERE keeper IS NOT NULL`;
  await context.execute(
    `CREATE OR REPLACE TEMP TABLE mix_ties AS WITH pairs AS (${pairs})
     SELECT id AS a, keeper AS b FROM pairs UNION SELECT keeper, id FROM pairs UNION SELECT id, id FROM pairs
     UNION SELECT keeper, keeper FROM pairs`,
  );
  await context.execute(
    "CREATE OR REPLACE TEMP TABLE mix_roots AS SELECT a AS id, min(b) AS root FROM mix_ties GROUP BY a",
  );
  for (let round = 0; round < MOST_ROUNDS; round++) {
    await context.execute(
      `CREATE OR REPLACE TEMP TABLE mix_next AS SELECT ties.a AS id, min(roots.root) AS root
       FROM mix_ties AS ties JOIN mix_roots AS roots ON roots.id = ties.b GROUP BY ties.a`,
    );
    const [{ changed }] = await context.rows(
      "SELECT count(*) AS changed FROM mix_next JOIN mix_roots USING (id) WHERE mix_next.root <> mix_roots.root",
    );
    await context.execute("CREATE OR REPLACE TEMP TABLE mix_roots AS SELECT * FROM mix_next");
    if (changed === 0) break;
  }
}
