import { z } from "zod";
import { batchOf, column, makeBatch } from "../../core/batch.ts";
import { UserError } from "../../core/errors.ts";
import { checkOptions, written } from "../../core/options.ts";
import type { QueryContext, QueryStage, StageNotes } from "../../core/stage.ts";
import { contract, type Row, type Schema } from "../../core/table.ts";
import { impute as fill, type ImputeMethod } from "../../features/tabular/imputer.ts";
import { type ImputeScore, scoreImputers } from "../../features/tabular/score-imputers.ts";
import { checkStems, columnReads, documentIds, readNumberColumns, stemOf } from "./columns.ts";

const methods = ["mean", "median", "mode", "neighbors", "regression"] as const;

const schema = z.strictObject({
  /** Signals, columns of `documents` or fields of `metadata` (also as `metadata.field`) whose missing values are filled. */
  columns: z.array(z.string().min(1)).nonempty(),
  /** `best`: for each column the method that guesses hidden values with the least error. */
  method: z.enum(["constant", ...methods, "best"]).default("median"),
  /** Value of `constant`. */
  value: z.number().default(0),
  /** Further columns that `neighbors` and `regression` look at. */
  predictors: z.array(z.string().min(1)).default([]),
  /** Rows that `neighbors` averages (5, as scikit-learn). */
  neighbors: z.int().min(1).max(1000).default(5),
  /** Rows among which neighbours are looked for. */
  donors: z.int().min(1).default(10_000),
  /** Rounds of `regression` at most (10, as scikit-learn). */
  rounds: z.int().min(1).max(1000).default(10),
  /** Share of the known values that is hidden to score the methods; 0 scores none. */
  evaluate: z.number().min(0).max(0.5).default(0.1),
  /** Documents, the first ones, on which methods are scored. */
  sample: z.int().min(2).default(10_000),
  seed: z.int().min(0).default(1),
});

/** Options of `impute`. */
export type ImputeOptions = z.input<typeof schema>;

type Settings = z.output<typeof schema>;

/** Columns of `imputation`: how well each method guessed hidden values, and which is used. */
export const imputationColumns = {
  column: "VARCHAR",
  method: "VARCHAR",
  masked: "BIGINT",
  rmse: "DOUBLE",
  mae: "DOUBLE",
  /** Share of right guesses, for whole numbers. */
  accuracy: "DOUBLE",
  best: "BOOLEAN",
  used: "BOOLEAN",
} as const satisfies Schema;

/**
 * Fills missing numbers: writes the filled columns as signals `<column>_imputed`, a row of `edits` for each filled cell, and into
 * `imputation` how well each method guesses values that are known. NaN and infinite values count as missing; what was read stays as it was.
 */
export function impute(options: ImputeOptions): QueryStage {
  const settings = checkOptions("impute", schema, options, tell);
  checkStems("impute", settings.columns);
  if (settings.method === "best" && settings.evaluate === 0)
    throw new UserError(
      'impute: method "best" needs evaluate above 0: it takes what guesses hidden values best.',
    );
  const filled = Object.fromEntries(settings.columns.map((name) => [nameOf(name), "DOUBLE" as const]));
  return {
    shape: "query",
    kind: "impute",
    version: 1,
    options: settings,
    tables: {
      signals: { ...contract.signals, ...filled },
      edits: contract.edits,
      imputation: imputationColumns,
    },
    reads: columnReads,
    run: (context) => run(context, settings),
  };
}

function nameOf(name: string): string {
  return `${stemOf(name)}_imputed`;
}

async function run(context: QueryContext, settings: Settings): Promise<StageNotes> {
  const { columns: names } = settings;
  const all = await readNumberColumns(context, "impute", [...new Set([...names, ...settings.predictors])]);
  const scores = settings.evaluate === 0 ? [] : scored(all, settings);
  const used = names.map((_, c) => methodOf(c, scores, settings.method));
  const filled = fillAll(all, used, settings);
  let count = 0;
  for await (const { first, ids } of documentIds(context)) {
    const edits = ids.flatMap((id, i) => editsOf(id, first + i, names, used, all, filled, context.stage));
    count += edits.length;
    await context.append("signals", signalBatch(ids, first, names, filled));
    if (edits.length > 0) await context.append("edits", batchOf(contract.edits, edits));
  }
  const rows = scores
    .filter((score) => score.column < names.length)
    .map((score) => scoreRow(score, names, used));
  if (rows.length > 0) await context.append("imputation", batchOf(imputationColumns, rows));
  const empty = filled.filter((values) => values.length > 0 && !values.some(Number.isFinite)).length;
  return { imputed: count, ...(empty > 0 && { "columns without a value": empty }) };
}

function scored(all: readonly Float64Array[], settings: Settings): ImputeScore[] {
  const tried: ImputeMethod[] = settings.method === "constant" ? ["constant", ...methods] : [...methods];
  const sample = all.map((values) => values.slice(0, settings.sample));
  return scoreImputers(sample, tried, { ...settings, constant: settings.value, share: settings.evaluate });
}

/** The best method of a column; where none could be scored, the median. */
function methodOf(c: number, scores: readonly ImputeScore[], method: Settings["method"]): ImputeMethod {
  if (method !== "best") return method;
  return scores.find(({ column, best }) => column === c && best)?.method ?? "median";
}

function fillAll(
  all: readonly Float64Array[],
  used: readonly ImputeMethod[],
  settings: Settings,
): Float64Array[] {
  const results = new Map(
    [...new Set(used)].map((method) => [
      method,
      fill(all, method, { ...settings, constant: settings.value }),
    ]),
  );
  return used.map((method, c) => results.get(method)?.[c] ?? all[c]);
}

function editsOf(
  id: string,
  row: number,
  names: readonly string[],
  used: readonly ImputeMethod[],
  all: readonly Float64Array[],
  filled: readonly Float64Array[],
  stage: string,
): Row[] {
  return names.flatMap((name, c) => {
    const [before, after] = [all[c][row], filled[c][row]];
    if (Number.isFinite(before) || !Number.isFinite(after)) return [];
    const removed = Number.isNaN(before) ? null : String(before);
    return [{ id, stage, rule: `impute.${used[c]}(${name})`, removed, replacement: String(after) }];
  });
}

function signalBatch(
  ids: readonly string[],
  first: number,
  names: readonly string[],
  filled: readonly Float64Array[],
) {
  const cells = names.map((name, c) => {
    const values = Array.from(filled[c].subarray(first, first + ids.length), (value) =>
      Number.isFinite(value) ? value : null,
    );
    return [nameOf(name), column("DOUBLE", values)] as const;
  });
  return makeBatch({ id: column("VARCHAR", ids), ...Object.fromEntries(cells) });
}

function scoreRow(score: ImputeScore, names: readonly string[], used: readonly ImputeMethod[]): Row {
  const { column, method, masked, rmse, mae, accuracy, best } = score;
  const known = (value: number) => (Number.isNaN(value) ? null : value);
  return {
    ...{ column: names[column], method, masked, accuracy, best },
    ...{ rmse: known(rmse), mae: known(mae), used: used[column] === method },
  };
}

function tell(name: string, value: unknown): string | undefined {
  if (name === "columns" && typeof value === "string")
    return `columns is a list: columns: [${written(value)}].`;
  if (name === "method" && value === "knn") return 'method: no "knn"; it is called "neighbors" here.';
  return undefined;
}
