/** How what a rule takes agrees with the answers. */
export interface Counts {
  /** Unwanted documents that it takes. */
  readonly right: number;
  /** Wanted documents that it takes. */
  readonly wrong: number;
  /** Unwanted documents that there are. */
  readonly unwanted: number;
}

/** A pair of bounds between which a share lies with 95 % confidence. */
export type Interval = readonly [number, number];

/** Precision, recall and their harmonic mean. */
export interface Quality extends Counts {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly precisionInterval: Interval;
  readonly recallInterval: Interval;
}

/** What is best: the highest F1, or the highest recall among those of at least some precision. */
export interface Goal {
  readonly precision?: number;
}

/** The quality of counts; a rule that takes nothing has precision 0. */
export function qualityOf(counts: Counts): Quality {
  const { right, wrong, unwanted } = counts;
  return {
    ...counts,
    precision: right / Math.max(1, right + wrong),
    recall: right / Math.max(1, unwanted),
    f1: f1(right, wrong, unwanted),
    precisionInterval: wilson(right, right + wrong),
    recallInterval: wilson(right, unwanted),
  };
}

/** F1 of counts: `2 right / (taken + unwanted)`. */
export function f1(right: number, wrong: number, unwanted: number): number {
  const of = right + wrong + unwanted;
  return of === 0 ? 0 : (2 * right) / of;
}

/** What bounds are compared by. A rule below the wanted precision ranks by it, under all that reach it. */
export function score(right: number, wrong: number, unwanted: number, { precision }: Goal): number {
  if (precision === undefined) return f1(right, wrong, unwanted);
  const reached = right / Math.max(1, right + wrong);
  return reached >= precision ? 1 + right / Math.max(1, unwanted) : reached;
}

const Z = 1.959963984540054;

/** The interval of a share with 95 % confidence (Wilson 1927, without continuity correction); the whole range for no trials. */
export function wilson(successes: number, trials: number): Interval {
  if (trials === 0) return [0, 1];
  const share = successes / trials;
  const weight = 1 + Z ** 2 / trials;
  const middle = (share + Z ** 2 / (2 * trials)) / weight;
  const half = (Z / weight) * Math.sqrt((share * (1 - share)) / trials + Z ** 2 / (4 * trials ** 2));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}
