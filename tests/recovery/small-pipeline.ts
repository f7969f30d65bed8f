import { readFileSync } from "node:fs";
import { batchOf, column, makeBatch, numberColumn, numbers, strings, texts } from "../../src/core/batch.ts";
import { pipeline } from "../../src/core/pipeline.ts";
import type { BatchStage, QueryStage, SourceStage } from "../../src/core/stage.ts";
import { contract } from "../../src/core/table.ts";

const units = 2;

/** Four documents and a fault in each unit. */
const documents: SourceStage = {
  shape: "source",
  kind: "numbers",
  version: 1,
  options: {},
  tables: { documents: contract.documents, quarantine: contract.quarantine },
  reads: [],
  plan: async () =>
    Array.from({ length: units }, (_, i) => ({
      files: [{ source: `unit-${i}`, bytes: 100, hash: String(i) }],
    })),
  async *read({ files: [{ source }] }) {
    for (let position = 0; position < 4; position++) {
      yield [{ source, position, text: `${source} says ${"word ".repeat(position * 3)}` }];
    }
    yield [{ source, position: 4, error: "unreadable", excerpt: "\u0000" }];
  },
};

const signals: BatchStage = {
  shape: "batch",
  kind: "length",
  version: 1,
  options: {},
  tables: { signals: { id: "VARCHAR", length: "DOUBLE" } },
  reads: [],
  columns: ["text"],
  over: "all",
  open: () => (batch) => {
    const { offsets, length } = texts(batch);
    const lengths = Float64Array.from({ length }, (_, i) => offsets[i + 1] - offsets[i]);
    return {
      signals: makeBatch({ id: column("VARCHAR", strings(batch, "id")), length: numberColumn(lengths) }),
    };
  },
};

const quality: QueryStage = {
  shape: "query",
  kind: "shortest",
  version: 1,
  options: {},
  tables: { decisions: contract.decisions },
  reads: ["signals"],
  async run(context) {
    await context.write(
      "decisions",
      `SELECT id, 'quality' AS stage, 'too_short' AS rule, 'drop' AS verdict, length AS value, '20' AS bound, NULL::VARCHAR AS reason
        FROM ${context.table("signals")} WHERE length < 20 ORDER BY id`,
    );
    return {};
  },
};

/** Writes a file that its sibling reads in every thread. */
const fit: QueryStage = {
  shape: "query",
  kind: "fit",
  version: 1,
  options: {},
  tables: {},
  reads: ["survivors", "signals"],
  files: ["mean.json"],
  async run(context) {
    const [{ mean }] = await context.rows(
      `SELECT avg(length) AS mean FROM ${context.table("signals")} WHERE id IN (SELECT id FROM ${context.table("survivors")})`,
    );
    const file = await context.create("mean.json");
    await file.write(Buffer.from("{"));
    await file.write(Buffer.from(`"mean":${mean}}`));
    await file.close();
    return { mean: Number(mean) };
  },
};

const apply: BatchStage = {
  shape: "batch",
  kind: "apply",
  version: 1,
  options: {},
  tables: { scores: contract.scores },
  reads: ["mean.json"],
  columns: ["length"],
  over: "survivors",
  open: (context) => {
    const { mean } = JSON.parse(readFileSync(context.file("mean.json"), "utf8")) as { mean: number };
    return (batch) => {
      const lengths = numbers(batch, "length");
      const rows = strings(batch, "id").map((id, i) => ({
        id,
        model: "length",
        score: lengths[i] - mean,
        uncertainty: null,
      }));
      return { scores: batchOf(contract.scores, rows) };
    };
  },
};

/** A table and two files at once, one of them without a byte. */
const train: QueryStage = {
  shape: "query",
  kind: "write",
  version: 1,
  options: {},
  tables: { lineage: { id: "VARCHAR", place: "BIGINT" } },
  reads: ["scores", "text"],
  files: ["train.bin", "val.bin"],
  async run(context) {
    const [bin, empty] = [await context.create("train.bin"), await context.create("val.bin")];
    let place = 0;
    const sql = `SELECT id, text FROM ${context.table("text")} JOIN ${context.table("scores")} USING (id) ORDER BY score, id`;
    for await (const batch of context.batches(sql)) {
      const ids = strings(batch, "id");
      for (const text of strings(batch, "text")) await bin.write(Buffer.from(String(text)));
      await context.append(
        "lineage",
        batchOf(
          train.tables.lineage,
          ids.map((id) => ({ id, place: place++ })),
        ),
      );
    }
    await bin.close();
    await empty.close();
    return { documents: place };
  },
};

/** Every shape of stage once, over eight short documents: an undisturbed run takes a few hundred file operations. */
export const smallPipeline = pipeline({
  name: "small",
  stages: { documents, signals, quality, model: [fit, apply], train },
});
