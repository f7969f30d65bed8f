import { UserError } from "../../core/errors.ts";
import type { LabelingFunction } from "./labeling-function.ts";

/** Bounds of a measurement, all of which must hold. */
export interface Bounds {
  readonly above?: number;
  readonly below?: number;
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** Votes `label` where a measurement lies within the bounds, or where the predicate says so; abstains without a value. */
export function signal(
  name: string,
  bounds: Bounds | ((value: number) => boolean),
  label: string,
): LabelingFunction {
  const holds = typeof bounds === "function" ? bounds : within(name, bounds);
  return {
    columns: [name],
    definition: { signal: name, bounds, label },
    vote: ({ columns }) => {
      const value = columns[name];
      if (value === null || value === undefined) return null;
      const number = Number(value);
      return !Number.isNaN(number) && holds(number) ? label : null;
    },
  };
}

function within(name: string, bounds: Bounds): (value: number) => boolean {
  const { above, below, atLeast, atMost } = bounds;
  if ([above, below, atLeast, atMost].every((bound) => bound === undefined)) {
    throw new UserError(`signal "${name}": give at least one of above, below, atLeast, atMost`);
  }
  return (value) =>
    (above === undefined || value > above) &&
    (below === undefined || value < below) &&
    (atLeast === undefined || value >= atLeast) &&
    (atMost === undefined || value <= atMost);
}
