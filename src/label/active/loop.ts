import type { SparseVector } from "../grams.ts";
import { random, shuffled } from "../random.ts";
import { fitLogistic, type Logistic, predictLogistic } from "./logistic.ts";
import { choosePool, type Strategy } from "./strategies.ts";

/** Items whose labels are known to the judge but not to the learner. */
export interface LoopItems {
  readonly vectors: readonly SparseVector[];
  /** Position of each item's label. */
  readonly truth: Int32Array;
  readonly labels: number;
  /** 1 for items that are only tested on. */
  readonly heldOut: Uint8Array;
}

/** Settings of one loop. */
export interface LoopSettings {
  readonly strategy: Strategy;
  /** Labels asked for in every round, and at the start. */
  readonly batch: number;
  readonly rounds: number;
  readonly seed: number;
  /** Weight of the training items against the size of the weights. */
  readonly cost?: number;
}

/** How good the classifier is after so many labels, on the held-out items. */
export interface CurvePoint {
  readonly labels: number;
  readonly accuracy: number;
  /** F1 of the rarer label when there are two, the mean over labels otherwise. */
  readonly f1: number;
}

/**
 * Plays active learning against known labels: a first batch at random, then in each round the batch that the strategy
 * picks by the classifier trained so far; at random as long as only one label was seen. All strategies start from the same
 * batch for the same seed.
 */
export function runLoop(items: LoopItems, settings: LoopSettings): CurvePoint[] {
  const { strategy, batch, rounds, seed, cost } = settings;
  const order = Array.from(shuffled(items.truth.length, random(seed)));
  const tested = order.filter((i) => items.heldOut[i] === 1);
  let pool = order.filter((i) => items.heldOut[i] === 0);
  const labeled = pool.slice(0, batch);
  pool = pool.slice(batch);
  const curve: CurvePoint[] = [];
  let model: Logistic | undefined;
  for (let round = 0; ; round++) {
    const fitted = fitLogistic(
      pick(items.vectors, labeled),
      pick(items.truth, labeled),
      items.labels,
      cost,
      model,
    );
    const predict = (some: readonly number[]) => predictLogistic(fitted, pick(items.vectors, some));
    model = fitted;
    curve.push({ labels: labeled.length, ...measure(items, tested, predict(tested)) });
    if (round === rounds || pool.length === 0) return curve;
    const oneLabel = new Set(pick(items.truth, labeled)).size < 2;
    const chosen = choosePool(oneLabel ? "random" : strategy, pool, batch, predict);
    labeled.push(...chosen);
    const taken = new Set(chosen);
    pool = pool.filter((i) => !taken.has(i));
  }
}

function pick<T>(values: ArrayLike<T>, positions: readonly number[]): T[] {
  return positions.map((i) => values[i]);
}

function measure(items: LoopItems, tested: readonly number[], probabilities: Float64Array) {
  const k = items.labels;
  const confusion = new Float64Array(k * k);
  tested.forEach((i, row) => {
    const mine = probabilities.subarray(row * k, (row + 1) * k);
    confusion[items.truth[i] * k + mine.indexOf(mine.reduce((a, b) => Math.max(a, b)))]++;
  });
  const right = Array.from({ length: k }, (_, y) => confusion[y * k + y]);
  const sizes = Array.from({ length: k }, (_, y) => total(confusion.subarray(y * k, (y + 1) * k)));
  const said = Array.from({ length: k }, (_, y) => total(confusion.filter((_, cell) => cell % k === y)));
  const f1 = right.map((hits, y) => (sizes[y] + said[y] === 0 ? 0 : (2 * hits) / (sizes[y] + said[y])));
  const rarer = sizes[0] < sizes[1] ? 0 : 1;
  return { accuracy: total(right) / tested.length, f1: k === 2 ? f1[rarer] : total(f1) / k };
}

function total(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0);
}
