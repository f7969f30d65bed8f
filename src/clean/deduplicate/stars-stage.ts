import { numbers } from "../../core/batch.ts";
import type { QueryContext, QueryStage } from "../../core/stage.ts";
import type { Schema } from "../../core/table.ts";
import { appendPairs } from "./append-pairs.ts";
import { stars } from "./stars.ts";
import type { Similar } from "./verify.ts";

/** Columns of the private table `stars`: each near copy with its keeper, by rank. */
export const starColumns = {
  keeper: "BIGINT",
  copy: "BIGINT",
  similarity: "DOUBLE",
} as const satisfies Schema;

/** Picks the keepers among near-duplicates. Streams the verified pairs; memory is one byte per document. */
export function starsStage(): QueryStage {
  return {
    shape: "query",
    kind: "stars",
    version: 1,
    options: {},
    tables: { stars: starColumns },
    reads: ["members", "similar"],
    async run(context) {
      const [{ documents }] = await context.rows(
        `SELECT count(*) AS documents FROM ${context.table("members")}`,
      );
      const copies = await appendPairs(
        context,
        "stars",
        ["keeper", "copy"],
        stars(similar(context), Number(documents)),
      );
      return { "near copies": copies };
    },
  };
}

async function* similar(context: QueryContext): AsyncGenerator<Similar> {
  const pairs = `SELECT a, b, similarity FROM ${context.table("similar")} ORDER BY b, a`;
  for await (const batch of context.batches(pairs)) {
    const [a, b, similarity] = ["a", "b", "similarity"].map((name) => numbers(batch, name));
    for (let i = 0; i < a.length; i++) yield { a: a[i], b: b[i], similarity: similarity[i] };
  }
}
