import type { Recipe } from "./space.ts";

/** A recipe that was judged. */
export interface Judged {
  readonly recipe: Recipe;
  readonly value: number;
  readonly loss: number;
  /** Tokens it keeps of the rows it was judged on. */
  readonly tokens: number;
}

/** From this loss on a recipe keeps less than the budget, the more so the greater it is. */
export const tooFew = 1e9;

/** Recipes of which none is both better and keeps as much as another: fewest losses first, tokens rising. One of equals. */
export function paretoFront(judged: readonly Judged[]): Judged[] {
  const sorted = judged
    .filter(({ loss }) => loss < tooFew)
    .toSorted((a, b) => a.loss - b.loss || b.tokens - a.tokens);
  const front: Judged[] = [];
  for (const one of sorted)
    if (front.length === 0 || one.tokens > front[front.length - 1].tokens) front.push(one);
  return front;
}
