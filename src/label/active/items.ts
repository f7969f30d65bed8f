import { type Batch, strings, texts } from "../../core/batch.ts";
import { identifier, literal } from "../../core/database.ts";
import type { QueryContext } from "../../core/stage.ts";
import type { SparseVector } from "../grams.ts";
import { hash } from "../random.ts";
import { byCodeUnit } from "../votes.ts";
import type { CheckedLearnOptions } from "./learn-options.ts";
import type { LoopItems } from "./loop.ts";
import { tfidf, unitLength } from "./tfidf.ts";

/** Reads the surviving documents whose label is known, with their features, in the order of their ids. */
export async function readItems(context: QueryContext, options: CheckedLearnOptions): Promise<LoopItems> {
  await knownLabels(context, options.truth);
  const source = options.features === "tfidf" ? "text" : "vectors";
  const value = options.features === "tfidf" ? "f.text AS text" : "f.vector AS vector";
  const sql = `SELECT t.id AS id, t.label AS label, ${value} FROM learn_truth AS t
    JOIN ${context.table("survivors")} AS s ON s.id = t.id
    JOIN ${context.table(source)} AS f ON f.id = t.id ORDER BY t.id`;
  const ids: string[] = [];
  const labels: string[] = [];
  const bodies: Uint8Array[] = [];
  const vectors: SparseVector[] = [];
  for await (const batch of context.batches(sql)) {
    ids.push(...strings(batch, "id").map(String));
    labels.push(...strings(batch, "label").map(String));
    if (options.features === "tfidf") bodies.push(...bytesOf(batch));
    else vectors.push(...denseVectors(batch));
  }
  const names = [...new Set(labels)].sort(byCodeUnit);
  return {
    vectors: options.features === "tfidf" ? tfidf(bodies) : vectors,
    truth: Int32Array.from(labels, (label) => names.indexOf(label)),
    labels: names.length,
    heldOut: Uint8Array.from(ids, (id) => (hash(id, options.seed) / 2 ** 32 < options.heldOut ? 1 : 0)),
  };
}

async function knownLabels(context: QueryContext, truth: CheckedLearnOptions["truth"]): Promise<void> {
  const head = "CREATE OR REPLACE TEMP TABLE learn_truth";
  if (typeof truth === "string") {
    const from = `(SELECT d.id AS id, CAST((${truth}) AS VARCHAR) AS label FROM ${context.table("documents")} AS d)`;
    await context.execute(`${head} AS SELECT id, label FROM ${from} AS known WHERE label IS NOT NULL`);
  } else if ("task" in truth) {
    await context.execute(`${head} AS SELECT id, min(label) AS label FROM ${context.table("labels")} AS l
      WHERE l.task = ${literal(truth.task)} GROUP BY id`);
  } else {
    await context.execute(`${head} (${identifier("id")} VARCHAR, ${identifier("label")} VARCHAR)`);
    const rows = Object.entries(truth.labels).map(([id, label]) => `(${literal(id)}, ${literal(label)})`);
    for (let at = 0; at < rows.length; at += 1000) {
      await context.execute(`INSERT INTO learn_truth VALUES ${rows.slice(at, at + 1000).join(", ")}`);
    }
  }
}

function bytesOf(batch: Batch): Uint8Array[] {
  const { bytes, offsets, length } = texts(batch);
  return Array.from({ length }, (_, i) => bytes.slice(offsets[i], offsets[i + 1]));
}

function denseVectors(batch: Batch): SparseVector[] {
  const column = batch.getChild("vector");
  return Array.from({ length: batch.numRows }, (_, i) => {
    const value = Float32Array.from((column?.get(i) ?? []) as Iterable<number>);
    return { index: Int32Array.from(value.keys()), value: unitLength(value) };
  });
}
