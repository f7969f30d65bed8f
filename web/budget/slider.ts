import type { CostField } from "../../src/server/resources/cost/wire.ts";

type Slider = NonNullable<CostField["slider"]>;

/** Positions of a slider, from 0. */
export const positions = 1000;

/** Where a value stands on a slider; what is beyond its reach stands at its end. */
export function positionOf(value: number, { low, high, logarithmic }: Slider): number {
  const share = logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  return Math.round(positions * Math.min(1, Math.max(0, share)));
}

/** The value at a position, rounded as a person would: two digits, or whole steps. */
export function valueAt(position: number, { low, high, logarithmic, step = 1 }: Slider): number {
  const share = position / positions;
  if (logarithmic) return Number((low * (high / low) ** share).toPrecision(2));
  return Number((low + Math.round(((high - low) * share) / step) * step).toPrecision(6));
}
