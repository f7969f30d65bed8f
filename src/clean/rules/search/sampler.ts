import type { Recipe, SearchSpace } from "./space.ts";
import { boundAt, shareAt } from "./space.ts";

/**
 * A recipe as coordinates: for each rule whether it is on (1 or 0), then for each of its bounds the cube root of the share of the
 * documents that fail it, from 0 to 1. The cube root, because good rules drop little.
 */
export type Point = Float64Array;

/** One coordinate. */
export interface Dimension {
  /** `switch`: 0 or 1. `level`: from 0 to 1, and of no matter while the switch `parent` is 0. */
  readonly kind: "switch" | "level";
  readonly parent: number;
}

/** Proposes points and learns what they were worth. */
export interface Sampler {
  ask(): Point;
  /** What is smaller is better; losses must be of the same documents. */
  tell(point: Point, loss: number): void;
}

/** The coordinates of a space: a switch for each rule, followed by its levels. */
export function dimensionsOf({ rules }: SearchSpace): Dimension[] {
  const dimensions: Dimension[] = [];
  for (const { bounds } of rules) {
    const parent = dimensions.length;
    dimensions.push({ kind: "switch", parent });
    for (const _ of bounds) dimensions.push({ kind: "level", parent });
  }
  return dimensions;
}

/** How likely a rule is on before anything is known: a few of many. */
export function chanceOf(dimensions: readonly Dimension[]): number {
  const switches = dimensions.filter(({ kind }) => kind === "switch").length;
  return Math.min(0.5, 5 / Math.max(1, switches));
}

/** The recipe at a point. */
export function recipeAt({ rules }: SearchSpace, point: Point): Recipe {
  let at = 0;
  return rules.map(({ bounds }) => {
    const levels = point.subarray(at + 1, at + 1 + bounds.length);
    const isOn = point[at] >= 0.5;
    at += 1 + bounds.length;
    return isOn ? bounds.map((bound, k) => boundAt(bound, levels[k] ** 3)) : null;
  });
}

/** The point of a recipe whose bounds are those written in the rules. */
export function pointOf({ rules }: SearchSpace, isOn: (rule: number) => boolean): Point {
  const coordinates = rules.flatMap(({ bounds }, r) => [
    isOn(r) ? 1 : 0,
    ...bounds.map((bound) => Math.cbrt(shareAt(bound, bound.handle.value))),
  ]);
  return Float64Array.from(coordinates);
}

/** Draws points from what is thought before anything is known, and learns nothing. */
export function randomSampler(dimensions: readonly Dimension[], random: () => number): Sampler {
  const chance = chanceOf(dimensions);
  return { ask: () => priorPoint(dimensions, chance, random), tell: () => undefined };
}

/** A point drawn from what is thought before anything is known. */
export function priorPoint(dimensions: readonly Dimension[], chance: number, random: () => number): Point {
  return Float64Array.from(dimensions, ({ kind }) =>
    kind === "switch" ? Number(random() < chance) : random(),
  );
}
