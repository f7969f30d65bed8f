import { column } from "../contrast/contrast.ts";
import { shortNumber } from "../short-number.ts";
import type { Labeled, LabeledSignal } from "./labeled.ts";
import { type Counts, type Goal, score } from "./score.ts";

/** Documents that a rule must take before its figures say anything. */
const leastTaken = 5;

/** A bound on a signal. */
export interface Bound {
  /** Place of the signal among those of the examples. */
  readonly signal: number;
  /** True for `signal < threshold`, false for `signal >= threshold`. */
  readonly below: boolean;
  readonly threshold: number;
}

/** A bound with what it takes among the examples it was found on. */
export interface FoundBound extends Bound {
  readonly counts: Counts;
  readonly score: number;
}

/** Which examples count: 1 for those that do. */
export type Chosen = Uint8Array;

/**
 * The best bound on one signal, by one walk over the examples in the order of its values. `unwanted` is the number of unwanted
 * examples that the recall is of: a bound that is joined to others by AND sees only a part of them.
 */
export function bestBound(
  { unwanted: answers, signals }: Labeled,
  signal: number,
  chosen: Chosen,
  unwanted: number,
  goal: Goal,
): FoundBound | undefined {
  const { values, order, whole } = signals[signal];
  const all = countsIn(order, answers, chosen);
  let [right, wrong] = [0, 0];
  let best:
    | { low: number; high: number; below: boolean; right: number; wrong: number; score: number }
    | undefined;
  const consider = (below: boolean, low: number, high: number, r: number, w: number) => {
    if (r + w < leastTaken) return;
    const reached = score(r, w, unwanted, goal);
    if (best === undefined || reached > best.score)
      best = { low, high, below, right: r, wrong: w, score: reached };
  };
  let last: number | undefined;
  for (let k = 0; k < order.length; k++) {
    const i = order[k];
    if (chosen[i] === 0) continue;
    if (last !== undefined && values[i] > last) {
      consider(true, last, values[i], right, wrong);
      consider(false, last, values[i], all.right - right, all.wrong - wrong);
    }
    last = values[i];
    if (answers[i] === 1) right++;
    else wrong++;
  }
  if (best === undefined) return undefined;
  const threshold = thresholdBetween(best.low, best.high, whole);
  return {
    signal,
    below: best.below,
    threshold,
    counts: { right: best.right, wrong: best.wrong, unwanted },
    score: best.score,
  };
}

function countsIn(order: Uint32Array, answers: Uint8Array, chosen: Chosen): { right: number; wrong: number } {
  let [right, wrong] = [0, 0];
  for (const i of order) {
    if (chosen[i] === 0) continue;
    if (answers[i] === 1) right++;
    else wrong++;
  }
  return { right, wrong };
}

/** A short number above the lower neighbour and at most the upper one: both are on the right sides of it. */
function thresholdBetween(low: number, high: number, whole: boolean): number {
  if (!Number.isFinite(low)) return high;
  if (!Number.isFinite(high)) return shortNumber(low, low + Math.max(1, Math.abs(low)));
  const middle = low + (high - low) / 2;
  if (whole) return Math.max(Math.floor(low) + 1, Math.ceil(middle));
  return middle > low ? shortNumber(low, middle) : high;
}

/** True when a bound takes an example; one without a value is taken by none. */
export function takes(
  { signal, below, threshold }: Bound,
  signals: readonly LabeledSignal[],
  i: number,
): boolean {
  const value = signals[signal].values[i];
  return below ? value < threshold : value >= threshold;
}

/** A bound, or several that must all hold, as a predicate. */
export function predicateOf(bounds: readonly Bound[], signals: readonly LabeledSignal[]): string {
  return bounds
    .map(
      ({ signal, below, threshold }) => `${column(signals[signal].name)} ${below ? "<" : ">="} ${threshold}`,
    )
    .join(" AND ");
}
