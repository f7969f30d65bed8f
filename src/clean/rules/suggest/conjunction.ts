import { type Bound, bestBound, type Chosen, type FoundBound, takes } from "./bound.ts";
import type { Labeled } from "./labeled.ts";
import type { Goal } from "./score.ts";

/** Bounds that a rule joins at most: each more is harder to explain and easier to overfit. */
const mostBounds = 3;
/** What another bound must add to the score. */
const leastGain = 0.005;

/** Bounds that are joined by AND, with the score of all of them. */
export interface Conjunction {
  readonly bounds: readonly Bound[];
  readonly score: number;
}

/** The best single bound of each signal, in the order of the signals. */
export function singleBounds(labeled: Labeled, chosen: Chosen, unwanted: number, goal: Goal): FoundBound[] {
  return labeled.signals.flatMap((_, signal) => bestBound(labeled, signal, chosen, unwanted, goal) ?? []);
}

/** The best of found bounds; the first of equals. */
export function bestOf(bounds: readonly FoundBound[]): FoundBound | undefined {
  return bounds.reduce<FoundBound | undefined>(
    (best, one) => (best && best.score >= one.score ? best : one),
    undefined,
  );
}

/**
 * Adds to the best bound the one that helps it most, and again, while it helps; after each the earlier ones are fitted anew to the
 * company they are in.
 */
export function greedyConjunction(
  labeled: Labeled,
  chosen: Chosen,
  unwanted: number,
  goal: Goal,
): Conjunction | undefined {
  const first = bestOf(singleBounds(labeled, chosen, unwanted, goal));
  if (first === undefined) return undefined;
  let found: Conjunction = { bounds: [first], score: first.score };
  while (found.bounds.length < mostBounds) {
    const taken = takenBy(found.bounds, labeled, chosen);
    const next = bestOf(singleBounds(labeled, taken, unwanted, goal));
    if (next === undefined || next.score < found.score + leastGain) break;
    found = refitted(labeled, chosen, unwanted, goal, { bounds: [...found.bounds, next], score: next.score });
  }
  return found;
}

function refitted(
  labeled: Labeled,
  chosen: Chosen,
  unwanted: number,
  goal: Goal,
  start: Conjunction,
): Conjunction {
  let found = start;
  for (let i = 0; i < start.bounds.length; i++) {
    const others = found.bounds.filter((_, place) => place !== i);
    const again = bestBound(
      labeled,
      found.bounds[i].signal,
      takenBy(others, labeled, chosen),
      unwanted,
      goal,
    );
    if (again !== undefined && again.score > found.score)
      found = { bounds: found.bounds.with(i, again), score: again.score };
  }
  return found;
}

/** The chosen examples that all bounds take. */
export function takenBy(bounds: readonly Bound[], { signals }: Labeled, chosen: Chosen): Chosen {
  return chosen.map((is, i) => (is === 1 && bounds.every((bound) => takes(bound, signals, i)) ? 1 : 0));
}
