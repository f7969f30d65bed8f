import type { MeasuredPair } from "./pairs.ts";

/** How well margins (score of chosen less score of rejected) foretell preferences, beside the length of the texts. */
export interface Evaluation {
  readonly pairs: number;
  /** Share of pairs whose chosen text has the higher score; a tie counts half. */
  readonly accuracy: number;
  /** Accuracy of taking the longer text, or the shorter one where that is better on the training pairs. */
  readonly length_baseline: number;
  /** Accuracy on pairs whose lengths differ by less than a tenth; null without such pairs. */
  readonly length_matched: number | null;
  readonly log_loss: number;
  /** Expected calibration error over ten bins of confidence. */
  readonly calibration_error: number;
}

/** Evaluates margins of held-out pairs; `longer` says which way the length baseline goes. */
export function evaluate(
  pairs: readonly MeasuredPair[],
  margins: ArrayLike<number>,
  longer: boolean,
): Evaluation {
  const wins = Array.from(margins, winOf);
  const lengths = pairs.map(({ chosen, rejected }) =>
    winOf((chosen.words - rejected.words) * (longer ? 1 : -1)),
  );
  const matched = wins.filter((_, i) => areSimilar(pairs[i].chosen.words, pairs[i].rejected.words));
  return {
    pairs: pairs.length,
    accuracy: mean(wins),
    length_baseline: mean(lengths),
    length_matched: matched.length === 0 ? null : mean(matched),
    log_loss: mean(Array.from(margins, (margin) => Math.log1p(Math.exp(-margin)))),
    calibration_error: calibrationError(margins),
  };
}

/** True when the longer text is chosen at least as often as the shorter. */
export function prefersLonger(pairs: readonly MeasuredPair[]): boolean {
  return mean(pairs.map(({ chosen, rejected }) => winOf(chosen.words - rejected.words))) >= 0.5;
}

/** Pearson's correlation; 0 where one side is constant. */
export function correlation(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  a.forEach((value, i) => {
    ab += (value - meanA) * (b[i] - meanB);
    aa += (value - meanA) ** 2;
    bb += (b[i] - meanB) ** 2;
  });
  return aa === 0 || bb === 0 ? 0 : ab / Math.sqrt(aa * bb);
}

function calibrationError(margins: ArrayLike<number>): number {
  const bins = Array.from({ length: 10 }, () => ({ confidence: 0, right: 0, size: 0 }));
  for (const margin of Array.from(margins)) {
    const confidence = 1 / (1 + Math.exp(-Math.abs(margin)));
    const bin = bins[Math.min(9, Math.floor((confidence - 0.5) * 20))];
    bin.confidence += confidence;
    bin.right += winOf(margin);
    bin.size++;
  }
  return (
    bins.reduce((sum, { confidence, right }) => sum + Math.abs(confidence - right), 0) /
    Math.max(1, margins.length)
  );
}

function areSimilar(a: number, b: number): boolean {
  return Math.abs(a - b) < 0.1 * Math.max(a, b);
}

function winOf(margin: number): number {
  return margin > 0 ? 1 : margin === 0 ? 0.5 : 0;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length;
}
