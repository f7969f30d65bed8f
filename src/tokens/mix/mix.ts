import type { z } from "zod";
import type { QueryContext, QueryStage, StageNotes } from "../../core/stage.ts";
import { contract } from "../../core/table.ts";
import { checkOptions } from "../options.ts";
import { findCandidates } from "./candidates.ts";
import { findRoots } from "./clusters.ts";
import { mixNotes } from "./notes.ts";
import { type MixOptions, mixSchema } from "./options.ts";
import { partsOf, planPart } from "./parts.ts";
import { mixtureQuery, selectQuery } from "./select.ts";

/**
 * Chooses the training set: documents up to a budget of tokens, best scores first with Gumbel noise at a temperature
 * (QuRating, Wettig et al. 2024), shares by source, a validation split by document hash that keeps duplicate clusters
 * on one side, and a seeded order. `mixture` has a row for every copy of a document: `part` is the pattern of the weight
 * that it counts to, `weight` that part's share of the tokens, `rank` its place in the order of its split, from 0.
 */
export function mix(options: z.input<typeof mixSchema>): QueryStage {
  const checked = checkOptions("mix", mixSchema, options);
  return {
    shape: "query",
    kind: "mix",
    version: 1,
    options: checked,
    tables: { mixture: contract.mixture },
    reads: ["survivors", "documents", "tokens", "scores", "duplicates"],
    run: (context) => run(context, checked),
  };
}

async function run(context: QueryContext, options: MixOptions): Promise<StageNotes> {
  const parts = partsOf(options.weights);
  const { available, unweighted } = await findCandidates(context, options, parts);
  await findRoots(context);
  const plans = parts.map((part, i) => planPart(part, available[i], options.budget, options.epochs));
  await context.execute(selectQuery(plans, options));
  await context.write("mixture", mixtureQuery(plans, options));
  const splits = await context.rows(
    `SELECT split, count(*) AS documents, sum(tokens + 1)::BIGINT AS tokens FROM ${context.table("mixture")} GROUP BY split`,
  );
  return mixNotes(plans, splits, unweighted, options);
}
