import type { QueryContext } from "../../core/stage.ts";
import type { Schema } from "../../core/table.ts";
import type { Settings } from "./options.ts";
import { keepOrder, orderReads, scopeValue } from "./order.ts";

/** Columns of the private table `members`: every document in question, by rank in the order of keeping (1 is kept first). */
export const memberColumns = {
  id: "VARCHAR",
  rank: "BIGINT",
  /** Number of the scope. */
  scope: "BIGINT",
  /** Rank of the first document with the same bytes. */
  content: "BIGINT",
  /** Rank of the first document that is an exact copy in the sense of the options. */
  representative: "BIGINT",
} as const satisfies Schema;

/** Ranks the surviving documents and groups equal ones, as temporary table `name`. */
export async function createMembers(context: QueryContext, settings: Settings, name: string): Promise<void> {
  const signals = orderReads(settings).includes("signals");
  const equalWords = settings.normalize
    ? "CASE WHEN words = 0 THEN content ELSE min(rank) OVER (PARTITION BY scope, words_1, words_2, words) END"
    : "content";
  await context.execute(`CREATE TEMP TABLE ${name} AS
    WITH ranked AS (
      SELECT s.id, s.exact_1, s.exact_2, s.words_1, s.words_2, s.bytes, s.words,
        dense_rank() OVER (ORDER BY ${scopeValue(settings.scope)}) AS scope,
        row_number() OVER (ORDER BY ${keepOrder(settings.keep)}) AS rank
      FROM ${context.table("signatures")} s
      JOIN ${context.table("survivors")} v ON v.id = s.id
      JOIN ${context.table("documents")} d ON d.id = s.id
      ${signals ? `LEFT JOIN ${context.table("signals")} g ON g.id = s.id` : ""}
    ), grouped AS (
      SELECT *, min(rank) OVER (PARTITION BY scope, exact_1, exact_2, bytes) AS content FROM ranked
    )
    SELECT id, rank, scope, content, ${equalWords} AS representative FROM grouped`);
}
