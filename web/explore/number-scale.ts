/** Where a value lies between the ends of its scale: from 0 to 1, and back. */
export interface NumberScale {
  share(value: number): number;
  value(share: number): number;
  /** False where the scale is stretched, so that most documents do not share one colour. */
  readonly isEven: boolean;
}

const sample = 20_000;
/** A middle value at least this far from both ends needs no stretching. */
const evenFrom = 0.25;
const middleAt = 0.4;
const least = 0.15;

/**
 * A scale over the middle 98 % of the values. Counts and sizes pile up at one end: there the scale is a power of the
 * even one, such that the middle value comes to lie near the middle.
 */
export function numberScale(values: Float32Array, low: number, high: number): NumberScale {
  const span = high > low ? high - low : 1;
  const middle = (medianOf(values) - low) / span;
  const fromTop = middle > 1 - evenFrom;
  const bend = bendOf(fromTop ? 1 - middle : middle);
  const even = (value: number) => Math.max(0, Math.min(1, (value - low) / span));
  const share = (value: number) => (fromTop ? 1 - (1 - even(value)) ** bend : even(value) ** bend);
  const value = (at: number) => low + span * (fromTop ? 1 - (1 - at) ** (1 / bend) : at ** (1 / bend));
  return { share, value, isEven: bend === 1 };
}

function bendOf(middle: number): number {
  if (!(middle < evenFrom)) return 1;
  return Math.max(least, Math.log(middleAt) / Math.log(Math.max(1e-6, middle)));
}

/** The middle of a sample, which is enough for colours; points come in no order. */
function medianOf(values: Float32Array): number {
  const sorted = values
    .slice(0, sample)
    .filter((value) => !Number.isNaN(value))
    .sort();
  return sorted.length === 0 ? Number.NaN : sorted[sorted.length >> 1];
}
