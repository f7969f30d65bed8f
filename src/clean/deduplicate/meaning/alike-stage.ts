import { type Batch, numbers } from "../../../core/batch.ts";
import type { QueryContext, QueryStage } from "../../../core/stage.ts";
import { appendPairs } from "../append-pairs.ts";
import type { Settings } from "../options.ts";
import { type Similar, similarColumns } from "../verify.ts";
import { Alike, type Visitor } from "./alike.ts";
import { unitVectors } from "./unit-vectors.ts";

/** Lists the pairs of documents whose vectors have a cosine of at least 1 - epsilon. Holds some thousand vectors at a time. */
export function alikeStage({ epsilon }: Settings): QueryStage {
  return {
    shape: "query",
    kind: "alike",
    version: 1,
    options: { epsilon },
    tables: { alike: similarColumns },
    reads: ["members", "neighbourhoods", "vectors"],
    async run(context) {
      return {
        "pairs of one meaning": await appendPairs(context, "alike", ["a", "b"], pairs(context, epsilon)),
      };
    },
  };
}

async function* pairs(context: QueryContext, epsilon: number): AsyncGenerator<Similar> {
  const alike = new Alike(epsilon);
  let dimensions: number | undefined;
  for await (const batch of context.batches(visitorsQuery(context))) {
    dimensions ??= lengthOfFirst(batch);
    for (const visitor of visitors(batch, dimensions)) yield* alike.add(visitor);
  }
  yield* alike.finish();
}

function* visitors(batch: Batch, dimensions: number): Generator<Visitor> {
  const [clusters, distances, homes] = ["cluster", "distance", "home"].map((name) => numbers(batch, name));
  const { rows, ranks, values } = unitVectors(batch, dimensions);
  for (const [i, row] of rows.entries()) {
    yield {
      rank: ranks[i],
      cluster: clusters[row],
      distance: distances[row],
      home: homes[row] === 1,
      vector: values.subarray(i * dimensions, (i + 1) * dimensions),
    };
  }
}

function lengthOfFirst(batch: Batch): number {
  const offsets = batch.getChild("vector")!.data[0].valueOffsets as Int32Array;
  return offsets[1] - offsets[0];
}

/** A cluster falls into as many as there are scopes in it. */
function visitorsQuery(context: QueryContext): string {
  return `SELECT n.rank, dense_rank() OVER (ORDER BY m.scope, n.cluster) AS cluster, n.distance, CAST(n.home AS INTEGER) AS home, v.vector
    FROM ${context.table("neighbourhoods")} n JOIN ${context.table("members")} m ON m.rank = n.rank
    JOIN ${context.table("vectors")} v ON v.id = m.id AND v.model = n.model
    ORDER BY m.scope, n.cluster, n.distance, n.rank`;
}
