import type { Handle } from "../handles.ts";
import { roundBetween } from "./round-between.ts";

/** Rules that a search may switch and whose bounds it may move, over documents as columns in memory. */
export interface SearchSpace {
  readonly rules: readonly SearchRule[];
}

/** A rule of a search. */
export interface SearchRule {
  readonly name: string;
  readonly when: string;
  /** True for a rule of the recipe that the search starts from. */
  readonly inForce: boolean;
  /** The bounds that move; others stay as they are written. */
  readonly bounds: readonly SearchBound[];
}

/** A bound that moves. */
export interface SearchBound {
  readonly handle: Handle;
  /** Distinct measured values, ascending, on which the bound may stand. */
  readonly values: Float64Array;
  /** By value: the share of the documents below it, null ones included in the whole. */
  readonly below: Float64Array;
  /** Share of the documents that have a value. */
  readonly measured: number;
}

/** Some of the documents, with all that rules read of them. */
export interface Rows {
  readonly length: number;
  readonly tokens: Float64Array;
  /** By rule, by bound: its values, NaN where there is none. */
  readonly values: readonly (readonly Float64Array[])[];
  /** By rule: bit p is its verdict where the comparisons in the bits of p hold and the others do not. */
  readonly verdicts: readonly Uint8Array[];
}

/** A recipe: for each rule, in order, the bounds of one that is on (perhaps none), or null. */
export type Recipe = readonly (readonly number[] | null)[];

/** Bounds of one rule that move at most: their verdicts are bits of a byte. */
export const mostBounds = 3;

/** The bound at which about `share` of the documents fail the comparison, with as few digits as do it; never all of them. */
export function boundAt({ handle, values, below, measured }: SearchBound, share: number): number {
  const { length } = values;
  if (length === 0) return handle.value;
  const aim = handle.operator.startsWith("<") ? share * measured : (1 - share) * measured;
  const before = (at: number) => (at === length ? measured : below[at]);
  let at = lowerBound(below, aim);
  if (at > 0 && aim - before(at - 1) < before(at) - aim) at--;
  if (handle.operator.startsWith("<")) at = Math.min(at, length - 1);
  else at = Math.max(at, 1);
  return parting(handle.operator, values, at);
}

/** The number that parts the values below place `at` from those from there on, with as few digits as do it. */
function parting(operator: Handle["operator"], values: Float64Array, at: number): number {
  const { length } = values;
  if (operator === "<" && at === 0) return values[0];
  if (operator === ">" && at === length) return values[length - 1];
  const low = at === 0 ? values[0] - (Math.abs(values[0]) || 1) : values[at - 1];
  const high = at === length ? values[length - 1] + (Math.abs(values[length - 1]) || 1) : values[at];
  // At the number itself `<` and `>=` take the side above, `<=` and `>` that below.
  return operator === "<" || operator === ">=" ? roundBetween(low, high) : -roundBetween(-high, -low);
}

/** The share of the documents that fail the comparison at a bound: the inverse of `boundAt`. */
export function shareAt({ handle, values, below, measured }: SearchBound, bound: number): number {
  if (measured === 0) return 0;
  let at = lowerBound(values, bound);
  if ((handle.operator === "<=" || handle.operator === ">") && values[at] === bound) at++;
  const under = at === values.length ? measured : below[at];
  return handle.operator.startsWith("<") ? under / measured : 1 - under / measured;
}

/** Marks what a recipe keeps among the first `count` documents; gives their tokens. */
export function keep(
  space: SearchSpace,
  rows: Rows,
  recipe: Recipe,
  kept: Uint8Array,
  count = rows.length,
): number {
  kept.fill(1, 0, count);
  for (let r = 0; r < recipe.length; r++) {
    const bounds = recipe[r];
    if (bounds !== null) drop(space.rules[r], rows.values[r], rows.verdicts[r], bounds, kept, count);
  }
  let tokens = 0;
  for (let i = 0; i < count; i++) tokens += kept[i] * rows.tokens[i];
  return tokens;
}

function drop(
  rule: SearchRule,
  values: readonly Float64Array[],
  verdicts: Uint8Array,
  bounds: readonly number[],
  kept: Uint8Array,
  count: number,
): void {
  if (bounds.length === 0) {
    for (let i = 0; i < count; i++) kept[i] &= ~verdicts[i] & 1;
    return;
  }
  const holds = rule.bounds.map(({ handle }, k) => holding(handle.operator, values[k], bounds[k]));
  const [first, second, third] = holds;
  for (let i = 0; i < count; i++) {
    if (kept[i] === 0) continue;
    const pattern =
      first(i) | (second === undefined ? 0 : second(i) << 1) | (third === undefined ? 0 : third(i) << 2);
    kept[i] = ~(verdicts[i] >> pattern) & 1;
  }
}

function holding(operator: Handle["operator"], values: Float64Array, bound: number): (i: number) => number {
  if (operator === "<") return (i) => Number(values[i] < bound);
  if (operator === "<=") return (i) => Number(values[i] <= bound);
  if (operator === ">") return (i) => Number(values[i] > bound);
  return (i) => Number(values[i] >= bound);
}

/** The first place in ascending numbers that is not below `value`. */
function lowerBound(numbers: Float64Array, value: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
