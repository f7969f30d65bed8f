import { readFileSync } from "node:fs";
import { type Batch, type ColumnValues, makeBatch, textColumn, texts } from "../../core/batch.ts";
import type { BatchStage } from "../../core/stage.ts";
import { readModel } from "../../features/ngram-lm/model-file.ts";
import { Scorer, type Surprise } from "../../features/ngram-lm/score.ts";
import { createUnits, scanUnits, type UnitKind } from "../../features/ngram-lm/units.ts";
import { cellsFor } from "../../features/signals/columns.ts";
import { modelFile } from "./fit-stage.ts";
import type { PerplexitySettings } from "./options.ts";
import { signalNames } from "./signals.ts";

/** Scores every document by the model of the sibling stage. */
export function applyStage({ name, units }: PerplexitySettings): BatchStage {
  const names = signalNames(name);
  return {
    kind: "perplexity",
    shape: "batch",
    version: 1,
    options: { name, units },
    tables: {
      signals: { id: "VARCHAR", ...Object.fromEntries(names.map((one) => [one, "DOUBLE" as const])) },
    },
    reads: [modelFile],
    columns: ["text"],
    over: "all",
    open: (context) => {
      const scorer = new Scorer(readModel(readFileSync(context.file(modelFile))));
      return (batch) => ({ signals: scoreBatch(batch, scorer, units, names) });
    },
  };
}

function scoreBatch(batch: Batch, scorer: Scorer, kind: UnitKind, names: readonly string[]): Batch {
  const { bytes, offsets, length } = texts(batch);
  const cells = names.map(() => cellsFor("DOUBLE", length));
  const units = createUnits();
  for (let i = 0; i < length; i++) {
    scanUnits(units, bytes, offsets[i], offsets[i + 1], kind);
    if (units.count > 0) fill(cells, i, scorer.score(units));
  }
  const columns: Record<string, ColumnValues> = { id: textColumn(texts(batch, "id")) };
  for (const [k, column] of cells.entries()) columns[names[k]] = column.finish();
  return makeBatch(columns);
}

function fill(
  cells: readonly { readonly numbers: Float64Array | null }[],
  row: number,
  { logarithm, units, unknown, lines }: Surprise,
): void {
  const sorted = Float64Array.from(lines).sort();
  const rank = (share: number) => sorted[Math.ceil(share * sorted.length) - 1];
  const values = [10 ** (-logarithm / units), rank(0.5), rank(0.9), unknown / (units - lines.length)];
  for (const [k, value] of values.entries()) if (cells[k].numbers) cells[k].numbers[row] = value;
}
