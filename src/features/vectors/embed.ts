import { readFileSync } from "node:fs";
import { Field, Float32, List, makeData } from "apache-arrow";
import { z } from "zod";
import { type Batch, type ColumnValues, column, makeBatch, strings, texts } from "../../core/batch.ts";
import { checkOptions } from "../../core/options.ts";
import type {
  BatchContext,
  BatchKernel,
  BatchStage,
  Entry,
  QueryContext,
  QueryStage,
} from "../../core/stage.ts";
import { contract } from "../../core/table.ts";
import { fitLsa, makeProjector } from "./lsa.ts";
import { decodeLsa, encodeLsa } from "./lsa-file.ts";

const MODEL_FILE = "lsa.bin";

const schema = z.strictObject({
  /** Latent semantic analysis: no download, any language. */
  model: z.literal("lsa").default("lsa"),
  dimensions: z.int().min(2).max(512).default(64),
  /** Documents the model is fitted on, chosen by the hash of their id. */
  sample: z.int().min(1).max(200_000).default(20_000),
  /** Words read of each document. */
  words: z.int().min(10).max(100_000).default(2_000),
  seed: z.int().min(0).default(42),
});

/** Options of `embed`, all with defaults. */
export type EmbedOptions = z.input<typeof schema>;

type Settings = z.output<typeof schema>;

/** Gives every surviving document a unit vector of its meaning: fits a model on a sample, then projects all. */
export function embed(options: EmbedOptions = {}): Entry {
  const settings = checkOptions("embed", schema, options);
  return [fitStage(settings), projectStage(settings)];
}

function fitStage(settings: Settings): QueryStage {
  return {
    kind: "embed-fit",
    shape: "query",
    version: 1,
    options: settings,
    tables: {},
    reads: ["survivors", "text"],
    files: [MODEL_FILE],
    run: (context) => fitSample(context, settings),
  };
}

async function fitSample(context: QueryContext, settings: Settings) {
  const fitter = fitLsa(settings);
  for await (const batch of context.batches(sampleQuery(context, settings))) {
    const { bytes, offsets, length } = texts(batch);
    for (let i = 0; i < length; i++) fitter.add(bytes, offsets[i], offsets[i + 1]);
  }
  const model = fitter.finish();
  const sink = await context.create(MODEL_FILE);
  await sink.write(encodeLsa(model));
  await sink.close();
  return { "documents fitted": model.documents };
}

/** A word is rarely longer than 12 characters: reading more text than the words that count would be waste. */
function sampleQuery({ table }: QueryContext, { sample, words }: Settings): string {
  return `WITH sample AS (SELECT id FROM ${table("survivors")} ORDER BY md5(id), id LIMIT ${sample})
    SELECT id, substr(text, 1, ${words * 12}) AS text FROM ${table("text")} JOIN sample USING (id) ORDER BY id`;
}

function projectStage(settings: Settings): BatchStage {
  return {
    kind: "embed",
    shape: "batch",
    version: 1,
    options: settings,
    tables: { vectors: contract.vectors },
    reads: [MODEL_FILE],
    columns: ["text"],
    over: "survivors",
    open: (context) => openProjection(context, settings),
  };
}

function openProjection(context: BatchContext, { dimensions }: Settings): BatchKernel {
  const projector = makeProjector(decodeLsa(readFileSync(context.file(MODEL_FILE))));
  return (batch) => {
    const { bytes, offsets, length } = texts(batch);
    const vectors = new Float32Array(length * dimensions);
    for (let i = 0; i < length; i++)
      projector.project(bytes, offsets[i], offsets[i + 1], vectors, i * dimensions);
    return { vectors: vectorBatch(strings(batch, "id"), `lsa-${dimensions}`, vectors, dimensions) };
  };
}

/** A batch of the table `vectors` over a row-major matrix, without a copy of the numbers. */
export function vectorBatch(
  ids: readonly (string | null)[],
  model: string,
  vectors: Float32Array,
  dimensions: number,
): Batch {
  return makeBatch({
    id: column("VARCHAR", ids),
    model: column("VARCHAR", Array<string>(ids.length).fill(model)),
    vector: listColumn(vectors, ids.length, dimensions),
  });
}

function listColumn(values: Float32Array, length: number, dimensions: number): ColumnValues {
  const type = new List(new Field("item", new Float32(), true));
  const child = makeData({ type: new Float32(), length: values.length, data: values });
  const valueOffsets = Int32Array.from({ length: length + 1 }, (_, i) => i * dimensions);
  return { data: makeData({ type, length, valueOffsets, child }) };
}
