import { z } from "zod";
import { didYouMean, UserError } from "../core/errors.ts";
import { checkOptions } from "../core/options.ts";
import type { BatchStage, Entry, QueryStage } from "../core/stage.ts";
import { contract } from "../core/table.ts";
import { applyFunctions, columnsOf, faultSchema } from "./functions/apply.ts";
import { asLabelingFunction, type LabelingFunction, type Vote } from "./functions/labeling-function.ts";
import { analysisSchema, labelDocuments } from "./label-documents.ts";
import { type ModelName, modelNames } from "./models/fit.ts";

const isFunction = (value: unknown) =>
  typeof value === "function" || typeof (value as LabelingFunction)?.vote === "function";

const labelOptions = z.strictObject({
  /** Labeling functions by name: built by `keyword`, `regex`, `dictionary`, `signal`, `url`, `reading`, or bare functions of the document. */
  functions: z.record(
    z.string(),
    z.custom<LabelingFunction | Vote>(isFunction, "must be a labeling function"),
  ),
  /** Labels that count; all that occur when it is not given. */
  labels: z.array(z.string()).min(2).optional(),
  model: z.enum(modelNames as [ModelName, ...ModelName[]]).default("auto"),
  /** Share of each label among the documents; uniform or learned when it is not given. */
  balance: z.record(z.string(), z.number().positive()).optional(),
  epochs: z.int().positive().optional(),
  /** What becomes of documents whose best labels are tied. */
  ties: z.enum(["frequent", "random", "abstain"]).default("frequent"),
});

/** Options of `label`. */
export type LabelOptions = z.input<typeof labelOptions>;

/**
 * Labels documents for a task: functions vote on every document, people's votes count as known, a label model weighs
 * the votes. Writes `votes` and `labels`; private `function_faults` and `analysis`.
 */
export function label(task: string, options: LabelOptions): Entry {
  const place = `label("${task}")`;
  const checked = checkOptions(place, labelOptions, options);
  if (checked.balance !== undefined) checkBalance(checked.balance, checked.labels, place);
  const functions = Object.fromEntries(
    Object.entries(checked.functions).map(([name, given]) => [name, asLabelingFunction(given)]),
  );
  const names = Object.keys(functions);
  if (names.length === 0) throw new UserError(`${place}: functions must hold at least one labeling function`);
  const { functions: _, ...settings } = checked;
  return [voting(task, functions, checked.labels), weighing({ task, functions: names, ...settings })];
}

function voting(
  task: string,
  functions: Record<string, LabelingFunction>,
  labels?: readonly string[],
): BatchStage {
  return {
    kind: "label",
    version: 1,
    shape: "batch",
    options: { task, labels, functions: mapValues(functions, ({ definition }) => definition) },
    tables: { votes: contract.votes, function_faults: faultSchema },
    reads: [],
    columns: ["text", ...columnsOf(functions)],
    over: "all",
    open: () => (batch) => applyFunctions(batch, { task, functions, labels }),
  };
}

function weighing(options: Parameters<typeof labelDocuments>[1]): QueryStage {
  return {
    kind: "label-model",
    version: 1,
    shape: "query",
    options,
    tables: { labels: contract.labels, analysis: analysisSchema },
    reads: ["votes", "function_faults", "survivors"],
    run: (context) => labelDocuments(context, options),
  };
}

function checkBalance(
  balance: Record<string, number>,
  labels: readonly string[] | undefined,
  place: string,
): void {
  if (labels === undefined) throw new UserError(`${place}: balance needs labels, the list of all labels`);
  const unknown = Object.keys(balance).find((name) => !labels.includes(name));
  if (unknown !== undefined) {
    throw new UserError(
      `${place}: balance names "${unknown}", not one of the labels.${didYouMean(unknown, labels)}`,
    );
  }
  const missing = labels.find((name) => !(name in balance));
  if (missing !== undefined) throw new UserError(`${place}: balance lacks a share for "${missing}"`);
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, map: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}
