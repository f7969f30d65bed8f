import { z } from "zod";
import { type Batch, batchOf, decode, strings, texts } from "../core/batch.ts";
import type { QueryContext, QueryStage, StageNotes } from "../core/stage.ts";
import { contract } from "../core/table.ts";
import type { Points } from "../features/vectors/knn/points.ts";
import { parseOptions } from "../features/vectors/options.ts";
import { mapPoints, type PointMap } from "./map.ts";
import { countDocument, emptyCounts } from "./names/counts.ts";
import { type ClusterName, nameClusters } from "./names/names.ts";
import { defaultEpochs } from "./umap/umap.ts";

const schema = z.strictObject({
  dimensions: z.union([z.literal(2), z.literal(3)]).default(2),
  neighbors: z.int().min(2).max(200).default(15),
  clusters: z.enum(["hdbscan", "none"]).default("hdbscan"),
  /** Fewest documents of a cluster; default max(10, 0.2 %). */
  minimumClusterSize: z.int().min(2).optional(),
  /** `assign` gives noise the cluster of its nearest clustered neighbour. */
  noise: z.enum(["keep", "assign"]).default("keep"),
  minimumDistance: z.number().min(0).max(1).default(0.1),
  seed: z.int().min(0).default(42),
  /** Documents on the map at most, chosen by the hash of their id. */
  sample: z.int().min(1).max(2_000_000).default(50_000),
});

/** Options of `project`, all with defaults. */
export type ProjectOptions = z.input<typeof schema>;

type Settings = z.output<typeof schema>;

const qualityTable = { measure: "VARCHAR", value: "DOUBLE" } as const;

/** Rows per appended batch. */
const ROWS = 4_096;
/** Documents per cluster, and characters of each, that its name is made of. */
const NAME_DOCUMENTS = 200;
const NAME_CHARACTERS = 2_000;

/** Puts the surviving documents on a map by their vectors, clusters them and names the clusters. */
export function project(options: ProjectOptions = {}): QueryStage {
  const settings = parseOptions("project", schema, options);
  return {
    kind: "project",
    shape: "query",
    version: 1,
    options: settings,
    tables: { map: contract.map, clusters: contract.clusters, map_quality: qualityTable },
    reads: ["vectors", "survivors", "text"],
    run: (context) => run(context, settings),
  };
}

async function run(context: QueryContext, settings: Settings): Promise<StageNotes> {
  const { ids, points } = await readVectors(context, settings);
  const epochs = defaultEpochs(points.length) * (settings.clusters === "none" ? 1 : 2);
  let epoch = 0;
  const map = mapPoints(points, settings, () => context.progress(++epoch, epochs));
  const names = await nameAll(context, settings, ids, map.labels);
  for (let from = 0; from < ids.length; from += ROWS)
    await context.append("map", mapBatch(ids, map, settings.dimensions, from));
  await context.append("clusters", clusterBatch(names, map.labels));
  await context.append("map_quality", qualityBatch(map.quality));
  return notes(map, names.length);
}

/** One model's vectors of the sampled survivors, in order of id. */
async function readVectors(
  context: QueryContext,
  settings: Settings,
): Promise<{ ids: string[]; points: Points }> {
  const vectors = context.table("vectors");
  const ids: string[] = [];
  const parts: Float32Array[] = [];
  const query = `${sampleOf(context, settings)}
    SELECT id, vector FROM ${vectors} JOIN sample USING (id)
    WHERE model = (SELECT min(model) FROM ${vectors}) ORDER BY id`;
  for await (const batch of context.batches(query)) {
    ids.push(...(strings(batch, "id") as string[]));
    parts.push(listValues(batch, "vector"));
  }
  const values = concatenated(parts);
  const dimensions = ids.length === 0 ? 0 : values.length / ids.length;
  if (!Number.isInteger(dimensions)) throw new Error("vectors of one model differ in length");
  return { ids, points: { values, length: ids.length, dimensions } };
}

function sampleOf({ table }: QueryContext, { sample }: Settings): string {
  return `WITH sample AS (SELECT id FROM ${table("survivors")} ORDER BY md5(id), id LIMIT ${sample})`;
}

function listValues(batch: Batch, name: string): Float32Array {
  const list = batch.getChild(name)!.data[0];
  const offsets = list.valueOffsets as Int32Array;
  const child = list.children[0];
  const values = Float32Array.from(child.values as ArrayLike<number>);
  return values.subarray(offsets[0], offsets[batch.numRows]);
}

function concatenated(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

async function nameAll(
  context: QueryContext,
  settings: Settings,
  ids: readonly string[],
  labels: Int32Array,
): Promise<ClusterName[]> {
  if (!labels.some((label) => label >= 0)) return [];
  const clusterOf = new Map(ids.map((id, i) => [id, labels[i]]));
  const counts = emptyCounts();
  const query = `${sampleOf(context, settings)}
    SELECT id, substr(text, 1, ${NAME_CHARACTERS}) AS text FROM ${context.table("text")} JOIN sample USING (id) ORDER BY id`;
  for await (const batch of context.batches(query)) {
    const column = texts(batch);
    strings(batch, "id").forEach((id, i) => {
      const cluster = clusterOf.get(id ?? "");
      if (cluster === undefined || (counts.clusters.get(cluster)?.documents ?? 0) >= NAME_DOCUMENTS) return;
      countDocument(counts, cluster, decode(column, i));
    });
  }
  return nameClusters(counts);
}

function mapBatch(
  ids: readonly string[],
  { positions, labels }: PointMap,
  dimensions: number,
  from: number,
): Batch {
  const rows = ids.slice(from, from + ROWS).map((id, i) => {
    const at = (from + i) * dimensions;
    const z = dimensions === 3 ? positions[at + 2] : null;
    return { id, x: positions[at], y: positions[at + 1], z, cluster: labels[from + i] };
  });
  return batchOf(contract.map, rows);
}

function clusterBatch(names: readonly ClusterName[], labels: Int32Array): Batch {
  const sizes = new Map<number, number>();
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  return batchOf(
    contract.clusters,
    names.map(({ cluster, name, terms }) => ({ cluster, name, terms, size: sizes.get(cluster) ?? 0 })),
  );
}

function qualityBatch(quality: PointMap["quality"]): Batch {
  const rows = Object.entries(quality).map(([measure, value]) => ({
    measure,
    value: Number.isFinite(value) ? value : null,
  }));
  return batchOf(qualityTable, rows);
}

function notes({ quality }: PointMap, clusters: number): StageNotes {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  return {
    clusters,
    noise: percent(quality.noise_share),
    trustworthiness: Number.isFinite(quality.trustworthiness)
      ? quality.trustworthiness.toFixed(3)
      : "too few",
    "neighbor recall": quality.neighbor_recall.toFixed(3),
  };
}
