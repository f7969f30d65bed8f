import { imputeByNeighbors } from "./neighbors.ts";
import { imputeByRegression } from "./regression.ts";
import { mean, mode, quantile, sortedKnown } from "./summary.ts";

/** How missing values are filled. */
export type ImputeMethod = "constant" | "mean" | "median" | "mode" | "neighbors" | "regression";

/** What the methods need to know. */
export interface ImputeSettings {
  /** The value of `constant`. */
  readonly constant: number;
  /** Rows whose values `neighbors` averages. */
  readonly neighbors: number;
  /** Rows among which neighbours are looked for, drawn by the seed when there are more. */
  readonly donors: number;
  /** Rounds of `regression` at most. */
  readonly rounds: number;
  readonly seed: number;
}

/** A table of numbers column by column, NaN (or infinite) where missing; all columns of the same length. */
export type Columns = readonly Float64Array[];

/**
 * The columns with every missing value filled. A column without any known value stays missing, but for `constant`. Known values
 * are never changed.
 */
export function impute(columns: Columns, method: ImputeMethod, settings: ImputeSettings): Float64Array[] {
  if (method === "neighbors") return imputeByNeighbors(columns, settings);
  if (method === "regression") return imputeByRegression(columns, settings.rounds);
  return columns.map((values) => filled(values, single(values, method, settings.constant)));
}

function single(values: Float64Array, method: ImputeMethod, constant: number): number {
  if (method === "constant") return constant;
  if (method === "mean") return mean(values);
  return method === "mode" ? mode(values) : quantile(sortedKnown(values), 0.5);
}

function filled(values: Float64Array, fill: number): Float64Array {
  return values.map((value) => (Number.isFinite(value) ? value : fill));
}
