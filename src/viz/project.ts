import { z } from "zod";
import { checkOptions } from "../core/options.ts";
import type { QueryContext, QueryStage, StageNotes } from "../core/stage.ts";
import { contract } from "../core/table.ts";
import { mapPoints, type PointMap } from "./map.ts";
import { nameDocuments, readVectors } from "./project-read.ts";
import { qualityTable, writeMap } from "./project-write.ts";
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

/** Puts the surviving documents on a map by their vectors, clusters them and names the clusters. */
export function project(options: ProjectOptions = {}): QueryStage {
  const settings = checkOptions("project", schema, options);
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
  const { ids, points } = await readVectors(context, settings.sample);
  const epochs = defaultEpochs(points.length) * (settings.clusters === "none" ? 1 : 2);
  let epoch = 0;
  const map = mapPoints(points, settings, () => context.progress(++epoch, epochs));
  const names = await nameDocuments(context, settings.sample, ids, map.labels);
  await writeMap(context, ids, map, settings.dimensions, names);
  return notes(map, names.length);
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
