import type { VoteMatrix } from "../votes.ts";

/** What a label model is told besides the votes; each model takes what it understands. */
export interface ModelOptions {
  /** Share of each label among the items, in the order of `labels`; uniform or learned where it is missing. */
  readonly balance?: readonly number[];
  /** Known label of each item, -1 where unknown; models that can hold those items fixed do. */
  readonly gold?: Int32Array;
  /** Steps at most: epochs of matrix completion, rounds of expectation maximisation. */
  readonly epochs?: number;
}

/** What a label model learned, in flat arrays of doubles. */
export interface Fit {
  readonly model: string;
  /** Probability of label `y` of item `i` at `i * labels + y`. */
  readonly posterior: Float64Array;
  /** How far each voter can be trusted, from 0 to 1: the estimated share of its votes that are right. */
  readonly reliabilities: Float64Array;
  readonly diagnostics: Readonly<Record<string, number | string>>;
  /** The posterior of other items voted on by the same voters. */
  predict(votes: VoteMatrix): Float64Array;
}

/** Shares that sum to one; a uniform distribution when none is given. Throws on a share of zero or less. */
export function classBalance(labels: number, balance?: readonly number[]): Float64Array {
  if (balance === undefined) return new Float64Array(labels).fill(1 / labels);
  if (balance.length !== labels) throw new Error(`balance has ${balance.length} shares for ${labels} labels`);
  const total = balance.reduce((sum, share) => sum + share, 0);
  if (balance.some((share) => !(share > 0))) {
    throw new Error(`every share of balance must be above 0, got ${balance.join(", ")}`);
  }
  return Float64Array.from(balance, (share) => share / total);
}

/** Turns logarithms of one row into probabilities in place and returns the logarithm of their sum. */
export function softmax(row: Float64Array): number {
  let max = Number.NEGATIVE_INFINITY;
  for (let y = 0; y < row.length; y++) if (row[y] > max) max = row[y];
  let sum = 0;
  for (let y = 0; y < row.length; y++) sum += row[y] = Math.exp(row[y] - max);
  for (let y = 0; y < row.length; y++) row[y] /= sum;
  return max + Math.log(sum);
}
