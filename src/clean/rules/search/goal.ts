/** What a search maximises or minimises over the documents that a recipe keeps. */
export interface Goal {
  readonly name: string;
  /** `greatest` or `least`: which value is best. */
  readonly best: "greatest" | "least";
  /** What the number is, for people. */
  readonly unit: string;
  /** The value of keeping these among the first `count` documents, of which each stands for `1 / share` of the whole. NaN where there is none. */
  value(kept: Uint8Array, count: number, share: number): number;
}

/** The value as a loss: what is smaller is better, and no value is the worst. */
export function lossOf({ best }: Pick<Goal, "best">, value: number): number {
  if (Number.isNaN(value)) return Number.POSITIVE_INFINITY;
  return best === "least" ? value : -value;
}
