import { type Batch, column, makeBatch } from "../../../core/batch.ts";
import { literal } from "../../../core/database.ts";
import { didYouMean, UserError } from "../../../core/errors.ts";
import type { QueryContext, QueryStage, StageNotes } from "../../../core/stage.ts";
import type { Schema } from "../../../core/table.ts";
import type { Settings } from "../options.ts";
import { radiusOf } from "./alike.ts";
import { type Centres, kMeans } from "./k-means.ts";
import { createVisits, type Visit } from "./neighbourhoods.ts";
import { unitVectors } from "./unit-vectors.ts";

/** Columns of the private table `neighbourhoods`: in which clusters a document is compared, and how far from their centres it lies. */
export const neighbourhoodColumns = {
  rank: "BIGINT",
  model: "VARCHAR",
  cluster: "BIGINT",
  distance: "DOUBLE",
  home: "BOOLEAN",
} as const satisfies Schema;

/** Vectors on which the centres are found. */
const SAMPLE = 20_000;

/** Puts vectors that may be alike into common clusters: k-means on a sample, then one pass over all (SemDeDup, Abbas et al. 2023). */
export function neighbourhoodsStage(settings: Settings): QueryStage {
  const { epsilon, model, seed } = settings;
  return {
    shape: "query",
    kind: "neighbourhoods",
    version: 1,
    options: { epsilon, model, seed },
    tables: { neighbourhoods: neighbourhoodColumns },
    reads: ["members", "vectors"],
    run: (context) => run(context, settings),
  };
}

async function run(context: QueryContext, settings: Settings): Promise<StageNotes> {
  const model = await chosenModel(context, settings.model);
  if (model === undefined) return { vectors: 0 };
  const vectors = vectorsQuery(context, model.name);
  const centres = await findCentres(context, vectors, model, settings.seed);
  const visits = createVisits(centres, radiusOf(settings.epsilon));
  let [documents, rows] = [0, 0];
  for await (const batch of context.batches(vectors)) {
    const { ranks, values } = unitVectors(batch, model.dimensions);
    const found = ranks.map((rank, i) => ({ rank, visits: visits(values, i * model.dimensions) }));
    documents += ranks.length;
    rows += found.reduce((sum, { visits }) => sum + visits.length, 0);
    context.progress(documents, model.documents);
    await context.append("neighbourhoods", visitsBatch(found, model.name));
  }
  return {
    vectors: documents,
    clusters: centres.count,
    "visits per vector": Math.round((100 * rows) / documents) / 100,
  };
}

interface Model {
  readonly name: string;
  readonly documents: number;
  readonly dimensions: number;
}

/** The model whose vectors are compared; undefined when there is no document. */
async function chosenModel(context: QueryContext, asked: string | undefined): Promise<Model | undefined> {
  const models = await context.rows(
    `SELECT model, count(*) AS documents, max(len(vector)) AS dimensions FROM ${context.table("vectors")} GROUP BY model ORDER BY model`,
  );
  const names = models.map(({ model }) => String(model));
  const [{ members }] = await context.rows(`SELECT count(*) AS members FROM ${context.table("members")}`);
  if (Number(members) === 0 && asked === undefined) return undefined;
  if (names.length === 0)
    throw new UserError(
      'deduplicate: methods has "semantic", but no stage before it writes vectors. Put one there, as in vectors: embed().',
    );
  if (asked === undefined && names.length > 1)
    throw new UserError(
      `deduplicate: vectors of ${names.length} models are there: ${names.join(", ")}. Say which one with model: "${names[0]}".`,
    );
  const found = models.find(({ model }) => asked === undefined || model === asked);
  if (found === undefined)
    throw new UserError(
      `deduplicate: model: no vectors of "${asked}".${didYouMean(asked ?? "", names)} Models: ${names.join(", ")}.`,
    );
  return {
    name: String(found.model),
    documents: Number(found.documents),
    dimensions: Number(found.dimensions),
  };
}

/** Documents with equal texts have one vector. */
function vectorsQuery(context: QueryContext, model: string): string {
  return `SELECT m.rank, v.vector FROM ${context.table("vectors")} v JOIN ${context.table("members")} m ON m.id = v.id
    WHERE v.model = ${literal(model)} AND m.release IS NULL AND m.rank = m.representative AND len(v.vector) > 0`;
}

/** Half as many clusters as the square root of the vectors: then finding the cluster and comparing within it cost alike. */
async function findCentres(
  context: QueryContext,
  vectors: string,
  { documents, dimensions }: Model,
  seed: number,
): Promise<Centres> {
  const sample = `SELECT rank, vector FROM (${vectors}) AS vectors ORDER BY hash(rank + ${seed}), rank LIMIT ${SAMPLE}`;
  const parts: Float64Array[] = [];
  for await (const batch of context.batches(sample)) parts.push(unitVectors(batch, dimensions).values);
  const whole = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return kMeans(whole, dimensions, Math.ceil(Math.sqrt(documents) / 2));
}

function visitsBatch(
  found: readonly { readonly rank: number; readonly visits: readonly Visit[] }[],
  model: string,
): Batch {
  const rows = found.flatMap(({ rank, visits }) => visits.map((visit) => ({ rank, ...visit })));
  const cells = <T>(of: (row: (typeof rows)[number]) => T) => rows.map(of);
  return makeBatch({
    rank: column(
      "BIGINT",
      cells(({ rank }) => rank),
    ),
    model: column(
      "VARCHAR",
      cells(() => model),
    ),
    cluster: column(
      "BIGINT",
      cells(({ cluster }) => cluster),
    ),
    distance: column(
      "DOUBLE",
      cells(({ distance }) => distance),
    ),
    home: column(
      "BOOLEAN",
      cells(({ home }) => home),
    ),
  });
}
