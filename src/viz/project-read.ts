import { type Batch, decode, strings, texts } from "../core/batch.ts";
import type { QueryContext } from "../core/stage.ts";
import type { Points } from "../features/vectors/knn/points.ts";
import { countDocument, emptyCounts } from "./names/counts.ts";
import { type ClusterName, nameClusters } from "./names/names.ts";

/** Documents per cluster, and characters of each, that its name is made of. */
const NAME_DOCUMENTS = 200;
const NAME_CHARACTERS = 2_000;

/** One model's vectors of the sampled survivors, in order of id. */
export async function readVectors(
  context: QueryContext,
  sample: number,
): Promise<{ ids: string[]; points: Points }> {
  const vectors = context.table("vectors");
  const ids: string[] = [];
  const parts: Float32Array[] = [];
  const query = `${sampleOf(context, sample)}
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

function sampleOf({ table }: QueryContext, sample: number): string {
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

/** Names of the clusters, made of the texts of a part of their documents. */
export async function nameDocuments(
  context: QueryContext,
  sample: number,
  ids: readonly string[],
  labels: Int32Array,
): Promise<ClusterName[]> {
  if (!labels.some((label) => label >= 0)) return [];
  const clusterOf = new Map(ids.map((id, i) => [id, labels[i]]));
  const counts = emptyCounts();
  const query = `${sampleOf(context, sample)}
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
