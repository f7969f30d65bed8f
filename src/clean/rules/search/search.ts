import { type Judged, paretoFront, tooFew } from "./front.ts";
import { type Goal, lossOf } from "./goal.ts";
import { randomOf } from "./random.ts";
import { dimensionsOf, type Point, pointOf, randomSampler, recipeAt } from "./sampler.ts";
import { keep, type Recipe, type Rows, type SearchSpace } from "./space.ts";
import { tpeSampler } from "./tpe.ts";

/** How a search goes. */
export interface SearchOptions {
  readonly trials: number;
  readonly seed: number;
  readonly sampler?: "tpe" | "random";
  /** Tokens that a recipe must keep of the rows. */
  readonly budget?: number;
  /**
   * Shares of the rows, rising to 1: an equal part of the trials is judged on each, and begins with the best of the part before, judged again
   * (successive halving).
   */
  readonly shares?: readonly number[];
  /** Asked before each trial; true ends the search with the best so far. */
  readonly isOver?: () => boolean;
  /** Told after each round of trials. */
  readonly onTrial?: (trials: number, best: Judged | undefined) => void;
}

/** What a search found. */
export interface Found {
  /** Best first; undefined when no recipe has a value or keeps enough. */
  readonly best: Judged | undefined;
  readonly front: readonly Judged[];
  /** The recipe in force, and the one that keeps all. */
  readonly inForce: Judged;
  readonly nothing: Judged;
  readonly trials: number;
}

/** Fewer documents would judge a recipe by chance. */
const fewest = 1000;

/** Shares for so many documents where judging is dear: a ninth, a third and all, but no share of fewer than a thousand. */
export function sharesFor(documents: number): number[] {
  return [1 / 9, 1 / 3, 1].filter((share) => share === 1 || share * documents >= fewest);
}

/** How many recipes, the best so far, are judged again when the share of the rows grows. */
const survivors = 12;

/** Looks for the recipe with the best value over `rows`. The same seed gives the same result, unless time ends it. */
export async function search(
  space: SearchSpace,
  rows: Rows,
  goal: Goal,
  options: SearchOptions,
): Promise<Found> {
  const judge = judgeOf(space, rows, goal, options.budget ?? 0);
  const dimensions = dimensionsOf(space);
  const random = randomOf(options.seed);
  const make = options.sampler === "random" ? randomSampler : tpeSampler;
  const shares = options.shares ?? [1];
  const known = [pointOf(space, (r) => space.rules[r].inForce), pointOf(space, () => false)];
  const begin = known.map((point) => ({ point, recipe: pointRecipe(space, point) }));
  const told = (done: number, best: Judged | undefined) => options.onTrial?.(done, best);
  let trials = 0;
  let field: Tried[] = [];
  for (const [stage, share] of shares.entries()) {
    const sampler = make(dimensions, random);
    const again = [...begin, ...bestOf(field, survivors)];
    field = again.map(({ point, recipe }) => ({ point, recipe, judged: judge(recipe, share) }));
    for (const { point, judged } of field) sampler.tell(point, judged.loss);
    let best = bestOf(field, 1)[0]?.judged;
    const until = Math.round((options.trials * (stage + 1)) / shares.length);
    for (; trials < until && options.isOver?.() !== true; trials++) {
      const point = sampler.ask();
      const recipe = recipeAt(space, point);
      const judged = judge(recipe, share);
      sampler.tell(point, judged.loss);
      field.push({ point, recipe, judged });
      best = isBetter(judged, best) ? judged : best;
      told(trials + 1, best);
      // Lets a signal to stop come in.
      if (trials % 64 === 0) await new Promise(setImmediate);
    }
  }
  const judged = field.map((one) => one.judged);
  const [inForce, nothing] = judged;
  return { best: bestOf(field, 1)[0]?.judged, front: paretoFront(judged), inForce, nothing, trials };
}

/** A point with what became of it. */
interface Tried {
  readonly point: Point;
  readonly recipe: Recipe;
  readonly judged: Judged;
}

/** The best of those that have a value and keep enough. */
function bestOf(field: readonly Tried[], count: number): Tried[] {
  return field
    .filter(({ judged }) => judged.loss < tooFew)
    .toSorted((a, b) => a.judged.loss - b.judged.loss || b.judged.tokens - a.judged.tokens)
    .slice(0, count);
}

function isBetter(one: Judged, other: Judged | undefined): boolean {
  if (one.loss >= tooFew) return false;
  return (
    other === undefined || one.loss < other.loss || (one.loss === other.loss && one.tokens > other.tokens)
  );
}

/** The recipe in force keeps its bounds to the digit. */
function pointRecipe(space: SearchSpace, point: Point): Recipe {
  const at = recipeAt(space, point);
  return space.rules.map(({ bounds }, r) => at[r] && bounds.map(({ handle }) => handle.value));
}

/** Judges recipes over rows. */
export function judgeOf(
  space: SearchSpace,
  rows: Rows,
  goal: Goal,
  budget: number,
): (recipe: Recipe, share: number) => Judged {
  const kept = new Uint8Array(rows.length);
  return (recipe, share) => {
    const count = Math.max(1, Math.round(rows.length * share));
    const tokens = keep(space, rows, recipe, kept, count);
    const value = goal.value(kept, count, share);
    const missing = budget * share - tokens;
    const loss = missing > 0 ? tooFew * (1 + missing / (budget * share)) : lossOf(goal, value);
    return { recipe, value, loss, tokens };
  };
}
