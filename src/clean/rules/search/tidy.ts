import { type Judged, tooFew } from "./front.ts";
import type { Recipe, SearchSpace } from "./space.ts";

/**
 * The same recipe with less in it: each rule is left out, and each moved bound put back, where that costs nothing. Rules of the recipe in force
 * go last.
 */
export function tidy(space: SearchSpace, best: Judged, judge: (recipe: Recipe) => Judged): Judged {
  let kept = best;
  const attempt = (recipe: Recipe) => {
    const judged = judge(recipe);
    if (judged.loss < tooFew && judged.loss <= kept.loss) kept = judged;
  };
  const places = [...space.rules.keys()].toSorted(
    (a, b) => Number(space.rules[a].inForce) - Number(space.rules[b].inForce),
  );
  for (const r of places) if (kept.recipe[r] !== null) attempt(kept.recipe.with(r, null));
  for (const r of places) {
    const written = space.rules[r].bounds.map(({ handle }) => handle.value);
    if (kept.recipe[r]?.some((bound, k) => bound !== written[k])) attempt(kept.recipe.with(r, written));
  }
  return kept;
}
