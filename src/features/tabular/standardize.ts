import type { Columns } from "./imputer.ts";
import { deviation, mean } from "./summary.ts";

/** Columns in standard deviations from their mean, with what leads back. Missing values become NaN. */
export interface Standardized {
  readonly columns: Float64Array[];
  readonly means: readonly number[];
  readonly deviations: readonly number[];
}

/** Centres and scales columns by their known values; a constant column becomes zeros. */
export function standardize(columns: Columns): Standardized {
  const means = columns.map(mean);
  const deviations = columns.map((values) => deviation(values) || 1);
  const scaled = columns.map((values, c) =>
    values.map((value) => (Number.isFinite(value) ? (value - means[c]) / deviations[c] : Number.NaN)),
  );
  return { columns: scaled, means, deviations };
}
