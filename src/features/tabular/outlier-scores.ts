import { mean, medianDeviation, quantile, sortedKnown } from "./summary.ts";

/** For normal data the median deviation is this share of a standard deviation. */
const MAD_SHARE = 0.674_489_750_196_081_7;

/** And the mean absolute deviation this one: the square root of 2 / π. */
const MEAN_SHARE = 0.797_884_560_802_865_4;

/**
 * The modified z-score of every value (Iglewicz and Hoaglin 1993): its distance from the median in robust standard deviations. When more
 * than half of the values are equal, the mean deviation takes the place of the median one; of a constant column all scores are 0.
 * An infinite value is infinitely far, a missing one has no score (NaN).
 */
export function robustZ(values: Float64Array): Float64Array {
  const middle = quantile(sortedKnown(values), 0.5);
  const byMedian = medianDeviation(values) / MAD_SHARE;
  const scale = byMedian || mean(values.map((value) => Math.abs(value - middle))) / MEAN_SHARE;
  return values.map((value) => {
    if (Math.abs(value) === Number.POSITIVE_INFINITY) return value;
    return scale === 0 ? value - value : (value - middle) / scale;
  });
}

/**
 * How far outside the quartiles every value lies, in interquartile ranges: negative below the first, positive above the third, 0 between (Tukey
 * 1977; beyond 1.5 is outside the inner fences). When the quartiles are equal there are no fences, and all scores are 0.
 */
export function quartileDistance(values: Float64Array): Float64Array {
  const sorted = sortedKnown(values);
  const [first, third] = [quantile(sorted, 0.25), quantile(sorted, 0.75)];
  const range = third - first;
  return values.map((value) => {
    if (Math.abs(value) === Number.POSITIVE_INFINITY) return value;
    if (range === 0) return value - value;
    return value > third ? (value - third) / range : value < first ? (value - first) / range : value - value;
  });
}
