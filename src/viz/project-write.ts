import { type Batch, batchOf } from "../core/batch.ts";
import type { QueryContext } from "../core/stage.ts";
import { contract } from "../core/table.ts";
import type { PointMap } from "./map.ts";
import type { ClusterName } from "./names/names.ts";

/** How far the map can be trusted: private to the stage, read by the report. */
export const qualityTable = { measure: "VARCHAR", value: "DOUBLE" } as const;

/** Rows per appended batch. */
const ROWS = 4_096;

/** Appends coordinates, clusters and quality to their tables. */
export async function writeMap(
  context: QueryContext,
  ids: readonly string[],
  map: PointMap,
  dimensions: number,
  names: readonly ClusterName[],
): Promise<void> {
  for (let from = 0; from < ids.length; from += ROWS)
    await context.append("map", mapBatch(ids, map, dimensions, from));
  await context.append("clusters", clusterBatch(names, map.labels));
  await context.append("map_quality", qualityBatch(map.quality));
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
