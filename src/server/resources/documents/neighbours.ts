import { type Batch, strings, texts } from "../../../core/batch.ts";
import { tableFiles } from "../../../core/manifest.ts";
import { finishedStages } from "../../../core/workspace.ts";
import { readParquetFile } from "../../../io/parquet/read.ts";
import type { LiveWorkspace } from "../../dependencies.ts";
import { IdPacker, idAt, type PackedIds } from "../map/packed-ids.ts";

/** Unit vectors of all documents that have one, in memory. */
export interface Vectors {
  readonly model: string;
  /** In the order of the vectors, not of their bytes. */
  readonly ids: PackedIds;
  readonly dimensions: number;
  readonly values: Float32Array;
}

/** A document by its likeness to another. */
export interface Neighbour {
  readonly id: string;
  readonly similarity: number;
}

/**
 * Loads the vectors of one model (the first by name, as the map does); undefined where there are none. It reads the
 * files of the stages itself: through SQL every number would become a value of its own.
 */
export async function readVectors({ workspace, run }: LiveWorkspace): Promise<Vectors | undefined> {
  const record = await run();
  const stages = record ? await finishedStages(workspace, record) : [];
  const paths = stages.flatMap(({ folder, manifest }) => tableFiles(folder, manifest, "vectors"));
  const model = await firstModel(paths, workspace.files);
  if (model === undefined) return undefined;
  const packer = new IdPacker();
  const parts: Float32Array[] = [];
  let dimensions = 0;
  for (const path of paths) {
    const batch = await readParquetFile(workspace.files, path, ["id", "model", "vector"]);
    const rows = rowsOfModel(batch, model);
    dimensions ||= lengthOf(batch, rows);
    parts.push(unitVectors(batch, rows, dimensions));
    appendIds(packer, batch, rows);
  }
  return { model, ids: packer.finish(), dimensions, values: joined(parts) };
}

async function firstModel(paths: readonly string[], files: Parameters<typeof readParquetFile>[0]) {
  const models = new Set<string>();
  for (const path of paths)
    for (const model of strings(await readParquetFile(files, path, ["model"]), "model"))
      if (model !== null) models.add(model);
  return [...models].sort()[0] as string | undefined;
}

function rowsOfModel(batch: Batch, model: string): number[] {
  const list = batch.getChild("vector")!.data[0];
  const rows: number[] = [];
  strings(batch, "model").forEach((name, row) => {
    if (name === model && list.getValid(row)) rows.push(row);
  });
  return rows;
}

interface Lists {
  readonly offsets: Int32Array;
  readonly items: Float32Array;
}

function listsOf(batch: Batch): Lists {
  const list = batch.getChild("vector")!.data[0];
  return { offsets: list.valueOffsets as Int32Array, items: list.children[0].values as Float32Array };
}

function lengthOf(batch: Batch, rows: readonly number[]): number {
  if (rows.length === 0) return 0;
  const { offsets } = listsOf(batch);
  return offsets[rows[0] + 1] - offsets[rows[0]];
}

/** The vectors of some rows, of length 1; one of another dimension stays zero and is like nothing. */
function unitVectors(batch: Batch, rows: readonly number[], dimensions: number): Float32Array {
  const { offsets, items } = listsOf(batch);
  const values = new Float32Array(rows.length * dimensions);
  rows.forEach((row, i) => {
    const [from, into] = [offsets[row], i * dimensions];
    if (offsets[row + 1] - from !== dimensions) return;
    let sum = 0;
    for (let t = 0; t < dimensions; t++) sum += items[from + t] * items[from + t];
    const scale = sum > 0 ? 1 / Math.sqrt(sum) : 0;
    for (let t = 0; t < dimensions; t++) values[into + t] = items[from + t] * scale;
  });
  return values;
}

function appendIds(packer: IdPacker, batch: Batch, rows: readonly number[]): void {
  const { bytes, offsets } = texts(batch, "id");
  for (const row of rows)
    packer.append(bytes.subarray(offsets[row], offsets[row + 1]), [offsets[row + 1] - offsets[row]]);
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The `count` other documents of the greatest cosine, greatest first; undefined when the document has no vector. */
export function nearestTo(vectors: Vectors, id: string, count: number): Neighbour[] | undefined {
  const own = rowOf(vectors.ids, id);
  if (own < 0) return undefined;
  const { values, dimensions, ids } = vectors;
  const length = ids.offsets.length - 1;
  const best: { row: number; similarity: number }[] = [];
  let least = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < length; row++) {
    const similarity = product(values, dimensions, own, row);
    if (similarity <= least || row === own) continue;
    let at = best.length;
    while (at > 0 && best[at - 1].similarity < similarity) at--;
    best.splice(at, 0, { row, similarity });
    if (best.length > count) best.pop();
    if (best.length === count) least = best[count - 1].similarity;
  }
  return best.map(({ row, similarity }) => ({
    id: idAt(ids, row),
    similarity: Math.max(-1, Math.min(1, similarity)),
  }));
}

/** The row of an id; ids stand in the order of the documents, so all are looked at. */
function rowOf({ bytes, offsets }: PackedIds, id: string): number {
  const wanted = Buffer.from(id);
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let row = 0; row + 1 < offsets.length; row++) {
    if (offsets[row + 1] - offsets[row] !== wanted.length) continue;
    if (all.compare(wanted, 0, wanted.length, offsets[row], offsets[row + 1]) === 0) return row;
  }
  return -1;
}

/** Two sums at once, so that one multiplication need not wait for the other. */
function product(values: Float32Array, dimensions: number, a: number, b: number): number {
  let at = a * dimensions;
  let other = b * dimensions;
  const end = at + dimensions;
  let first = 0;
  let second = 0;
  for (; at + 1 < end; at += 2, other += 2) {
    first += values[at] * values[other];
    second += values[at + 1] * values[other + 1];
  }
  if (at < end) first += values[at] * values[other];
  return first + second;
}
