import type { SparseVector } from "../grams.ts";
import { softmax } from "../models/model.ts";
import { minimise } from "./minimise.ts";

/** A multinomial logistic regression: `weights[column * labels + y]`, then one bias per label. */
export interface Logistic {
  readonly labels: number;
  readonly weights: Map<number, Float64Array>;
  readonly bias: Float64Array;
}

/**
 * Fits logistic regression with |w|² / 2 + cost × the sum of -ln p(label); biases are free. Only columns that occur in
 * the training vectors get weights: the others stay zero at the optimum. The search begins at
 * `from`, a fit on fewer vectors.
 */
export function fitLogistic(
  vectors: readonly SparseVector[],
  truth: ArrayLike<number>,
  labels: number,
  cost = 10,
  from?: Logistic,
): Logistic {
  const columns = new Map<number, number>();
  const compact = vectors.map(({ index, value }) => ({
    value,
    index: index.map((column) => numberOf(columns, column)),
  }));
  const point = new Float64Array((columns.size + 1) * labels);
  const start = columns.size * labels;
  if (from !== undefined) point.set(pointOf(from, columns));
  const row = new Float64Array(labels);
  minimise(
    (at, slope) => {
      let loss = 0;
      for (let p = 0; p < start; p++) {
        loss += at[p] * at[p] * 0.5;
        slope[p] = at[p];
      }
      slope.fill(0, start);
      compact.forEach((vector, i) => {
        loss -= cost * logLikelihood(vector, truth[i], at, start, row);
        addSlope(vector, truth[i], slope, start, row, cost);
      });
      return loss;
    },
    point,
    { tolerance: 1e-5 * cost * vectors.length },
  );
  const weights = new Map(
    [...columns].map(([column, c]) => [column, point.slice(c * labels, (c + 1) * labels)]),
  );
  return { labels, weights, bias: point.slice(start) };
}

function pointOf(from: Logistic, columns: ReadonlyMap<number, number>): Float64Array {
  const point = new Float64Array((columns.size + 1) * from.labels);
  for (const [column, c] of columns) point.set(from.weights.get(column) ?? [], c * from.labels);
  point.set(from.bias, columns.size * from.labels);
  return point;
}

/** Probabilities of the labels of each vector, row by row. */
export function predictLogistic(model: Logistic, vectors: readonly SparseVector[]): Float64Array {
  const { labels, weights, bias } = model;
  const probabilities = new Float64Array(vectors.length * labels);
  vectors.forEach(({ index, value }, i) => {
    const row = probabilities.subarray(i * labels, (i + 1) * labels);
    row.set(bias);
    index.forEach((column, e) => {
      const own = weights.get(column);
      if (own !== undefined) for (let y = 0; y < labels; y++) row[y] += own[y] * value[e];
    });
    softmax(row);
  });
  return probabilities;
}

/** Leaves the probabilities in `row`. */
function logLikelihood(
  vector: SparseVector,
  label: number,
  at: Float64Array,
  start: number,
  row: Float64Array,
): number {
  const k = row.length;
  for (let y = 0; y < k; y++) row[y] = at[start + y];
  for (let e = 0; e < vector.index.length; e++) {
    const column = vector.index[e] * k;
    for (let y = 0; y < k; y++) row[y] += at[column + y] * vector.value[e];
  }
  const own = row[label];
  return own - softmax(row);
}

function addSlope(
  vector: SparseVector,
  label: number,
  slope: Float64Array,
  start: number,
  row: Float64Array,
  cost: number,
) {
  const k = row.length;
  for (let y = 0; y < k; y++) row[y] = cost * (row[y] - (y === label ? 1 : 0));
  for (let y = 0; y < k; y++) slope[start + y] += row[y];
  for (let e = 0; e < vector.index.length; e++) {
    const column = vector.index[e] * k;
    for (let y = 0; y < k; y++) slope[column + y] += row[y] * vector.value[e];
  }
}

function numberOf(columns: Map<number, number>, column: number): number {
  const known = columns.get(column);
  if (known !== undefined) return known;
  columns.set(column, columns.size);
  return columns.size - 1;
}
