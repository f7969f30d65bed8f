import { literal } from "../../core/database.ts";
import { UserError } from "../../core/errors.ts";
import type { QueryContext } from "../../core/stage.ts";
import type { MixOptions } from "./options.ts";
import { type Part, partCase } from "./parts.ts";

/** What can be chosen from: tokens that each part has, and the documents that match no part. */
export interface Candidates {
  readonly available: readonly number[];
  readonly unweighted: number;
}

/**
 * Makes the temporary table `mix_candidates` (id, tokens, part, z): survivors with their tokens, end of text included,
 * the number of their part, and their score in standard deviations from the mean (0 where a document has none).
 */
export async function findCandidates(
  context: QueryContext,
  options: MixOptions,
  parts: readonly Part[],
): Promise<Candidates> {
  await checkCounts(context, options.tokenizer);
  if (options.by !== undefined) await checkScores(context, options.by);
  await context.execute(
    `CREATE OR REPLACE TEMP TABLE mix_candidates AS
     WITH counted AS (
       SELECT id, max(tokens) + 1 AS tokens FROM ${context.table("tokens")}
       WHERE tokenizer = ${literal(options.tokenizer)} GROUP BY id
     ), scored AS (
       SELECT id, avg(score) AS score FROM ${context.table("scores")}
       WHERE model = ${literal(options.by ?? "")} AND score IS NOT NULL GROUP BY id
     ), joined AS (
       SELECT survivors.id, counted.tokens, ${partCase(parts, "documents.source")} AS part, scored.score
       FROM ${context.table("survivors")} AS survivors
       JOIN ${context.table("documents")} AS documents ON documents.id = survivors.id
       JOIN counted ON counted.id = survivors.id
       LEFT JOIN scored ON scored.id = survivors.id
     ), spread AS (SELECT avg(score) AS mean, stddev_pop(score) AS deviation FROM joined)
     SELECT id, tokens, part, round(coalesce((score - mean) / nullif(deviation, 0), 0), 9) AS z FROM joined, spread`,
  );
  return totals(context, parts);
}

async function totals(context: QueryContext, parts: readonly Part[]): Promise<Candidates> {
  const rows = await context.rows(
    "SELECT part, sum(tokens)::BIGINT AS tokens, count(*) AS documents FROM mix_candidates GROUP BY part",
  );
  const of = (part: number | null) => rows.find((row) => row.part === part);
  return {
    available: parts.map((_, i) => Number(of(i)?.tokens ?? 0)),
    unweighted: Number(of(null)?.documents ?? 0),
  };
}

async function checkCounts(context: QueryContext, tokenizer: string): Promise<void> {
  const rows = await context.rows(
    `SELECT DISTINCT tokenizer FROM ${context.table("tokens")} ORDER BY tokenizer`,
  );
  const counted = rows.map((row) => row.tokenizer);
  if (counted.includes(tokenizer)) return;
  throw new UserError(
    `stage "${context.stage}": mix needs token counts of ${tokenizer}, found ${counted.join(", ") || "none"}. ` +
      `Add countTokens({ tokenizer: "${tokenizer}" }) before it.`,
  );
}

async function checkScores(context: QueryContext, model: string): Promise<void> {
  const rows = await context.rows(`SELECT DISTINCT model FROM ${context.table("scores")} ORDER BY model`);
  const models = rows.map((row) => row.model);
  if (models.includes(model)) return;
  throw new UserError(
    `stage "${context.stage}": by must name a model in scores, got "${model}". Models: ${models.join(", ") || "none"}.`,
  );
}
