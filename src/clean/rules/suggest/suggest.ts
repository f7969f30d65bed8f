import type { Bound, Chosen } from "./bound.ts";
import { bestBound, predicateOf } from "./bound.ts";
import { bestOf, greedyConjunction, singleBounds, takenBy } from "./conjunction.ts";
import { folds, type Labeled } from "./labeled.ts";
import { type Counts, type Goal, type Quality, qualityOf } from "./score.ts";

/** A rule that the examples suggest. */
export interface SuggestedRule extends Quality {
  /** Names of its signals. */
  readonly signals: readonly string[];
  readonly when: string;
  /** Its quality on examples that its bounds were not chosen on, by cross-validation. */
  readonly heldOut: Quality;
}

/** What the examples suggest. */
export interface Suggestion {
  /** Examples that were looked at, and that there are. */
  readonly examples: number;
  readonly known: number;
  readonly unwanted: number;
  /** F1 of a rule that drops everything: what does not beat it says nothing. */
  readonly baseline: number;
  /** The best bound of each signal, best held-out F1 first. */
  readonly rules: readonly SuggestedRule[];
  /** The best single bound, joined by AND to what helps it; its held-out quality includes the choice of the signals. */
  readonly conjunction: SuggestedRule | undefined;
  /** What choosing the best signal comes to on examples it was not chosen on. */
  readonly bestSingleHeldOut: Quality;
}

/** Finds bounds on every signal that part unwanted from wanted documents, and the best conjunction of up to three of them. */
export function suggest(labeled: Labeled, goal: Goal = {}): Suggestion {
  const all = new Uint8Array(labeled.unwanted.length).fill(1);
  const unwanted = count(labeled.unwanted);
  const rules = labeled.signals.flatMap((_, signal) => {
    const learn = (chosen: Chosen, of: number) => only(bestBound(labeled, signal, chosen, of, goal));
    return ruleOf(labeled, learn, all, unwanted) ?? [];
  });
  const conjoin = (chosen: Chosen, of: number) => greedyConjunction(labeled, chosen, of, goal)?.bounds ?? [];
  const choose = (chosen: Chosen, of: number) => only(bestOf(singleBounds(labeled, chosen, of, goal)));
  return {
    examples: labeled.unwanted.length,
    known: labeled.known,
    unwanted,
    baseline: qualityOf({ right: unwanted, wrong: labeled.unwanted.length - unwanted, unwanted }).f1,
    rules: rules.sort((a, b) => rank(b, goal) - rank(a, goal) || (a.when < b.when ? -1 : 1)),
    conjunction: ruleOf(labeled, conjoin, all, unwanted),
    bestSingleHeldOut: heldOut(labeled, choose),
  };
}

/** Learns bounds from the chosen examples, of which a number are unwanted. */
type Learn = (chosen: Chosen, unwanted: number) => readonly Bound[];

function only<B extends Bound>(bound: B | undefined): readonly B[] {
  return bound === undefined ? [] : [bound];
}

function rank({ heldOut, precision, recall }: SuggestedRule, goal: Goal): number {
  if (goal.precision === undefined) return heldOut.f1;
  return precision >= goal.precision ? 1 + Math.min(recall, heldOut.recall) : heldOut.precision;
}

function ruleOf(labeled: Labeled, learn: Learn, all: Chosen, unwanted: number): SuggestedRule | undefined {
  const bounds = learn(all, unwanted);
  if (bounds.length === 0) return undefined;
  return {
    signals: bounds.map(({ signal }) => labeled.signals[signal].name),
    when: predicateOf(bounds, labeled.signals),
    ...qualityOf(countsOf(labeled, bounds, all)),
    heldOut: heldOut(labeled, learn),
  };
}

/** Learns from all parts but one and counts on that one, for each part: nothing is judged by what it was chosen on. */
export function heldOut(labeled: Labeled, learn: Learn): Quality {
  let [right, wrong, unwanted] = [0, 0, 0];
  for (let part = 0; part < folds; part++) {
    const train = labeled.fold.map((fold) => (fold === part ? 0 : 1));
    const test = labeled.fold.map((fold) => (fold === part ? 1 : 0));
    const bounds = learn(train, count(train.map((is, i) => is & labeled.unwanted[i])));
    const counts = countsOf(labeled, bounds, test);
    right += counts.right;
    wrong += counts.wrong;
    unwanted += counts.unwanted;
  }
  return qualityOf({ right, wrong, unwanted });
}

/** What bounds take of the chosen examples; no bounds take nothing. */
function countsOf(labeled: Labeled, bounds: readonly Bound[], chosen: Chosen): Counts {
  const taken = bounds.length === 0 ? new Uint8Array(chosen.length) : takenBy(bounds, labeled, chosen);
  const right = count(taken.map((is, i) => is & labeled.unwanted[i]));
  const unwanted = count(chosen.map((is, i) => is & labeled.unwanted[i]));
  return { right, wrong: count(taken) - right, unwanted };
}

function count(flags: Uint8Array): number {
  let sum = 0;
  for (const flag of flags) sum += flag;
  return sum;
}
