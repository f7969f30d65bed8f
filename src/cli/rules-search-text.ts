import type { Goal } from "../clean/rules/search/goal.ts";
import { changesTo, rulesOf } from "../clean/rules/search/recipe-changes.ts";
import type { Recipe, SearchSpace } from "../clean/rules/search/space.ts";
import type { Row } from "../core/table.ts";
import { colours } from "./colour.ts";
import { grid } from "./grid.ts";
import { printJson } from "./output.ts";
import type { SearchFlags } from "./rules-search.ts";
import { count, duration, percent, plural, show } from "./show.ts";

/** A recipe with its value on the documents of the search and on those held out, and what it keeps of the corpus (estimated where the search saw a sample). */
export interface JudgedTwice {
  readonly recipe: Recipe;
  readonly searched: number;
  readonly heldOut: number;
  readonly tokens: number;
  readonly share: number;
}

/** What `sluice rules search` found. */
export interface SearchResult {
  readonly goal: Goal;
  readonly space: SearchSpace;
  readonly documents: { readonly searched: number; readonly heldOut: number };
  readonly trials: number;
  readonly seconds: number;
  readonly isStopped: boolean;
  readonly nothing: JudgedTwice;
  readonly inForce: JudgedTwice;
  readonly best: JudgedTwice | undefined;
  readonly front: readonly JudgedTwice[];
  /** Rules of the best recipe that drop more than a run lets pass unasked. */
  readonly unusual: readonly string[];
}

const mostOfFront = 12;

/** Prints what was found, as a text or as JSON. */
export function tellResult(result: SearchResult, { json, budget, seed }: SearchFlags): void {
  if (!json) process.stdout.write(textOf(result, budget));
  else {
    const { goal, space, documents, trials, seconds, isStopped, nothing, inForce, best, front } = result;
    const plain = ({ recipe, ...numbers }: JudgedTwice) => ({ ...numbers, rules: rulesOf(space, recipe) });
    printJson({
      goal: { name: goal.name, best: goal.best, unit: goal.unit },
      ...{ documents, trials, seed, seconds, stopped: isStopped, budget: budget ?? null },
      ...{ keepAll: plain(nothing), inForce: plain(inForce), best: best ? plain(best) : null },
      changes: best ? changesTo(space, best.recipe) : {},
      front: front.map(plain),
    });
  }
}

function textOf(
  { goal, space, documents, trials, seconds, nothing, inForce, best, front }: SearchResult,
  budget: number | undefined,
): string {
  const { strong, muted } = colours(process.stdout);
  const row = (recipe: string, one: JudgedTwice): Row => ({
    recipe,
    searched: Number(one.searched.toPrecision(4)),
    held_out: Number(one.heldOut.toPrecision(4)),
    tokens: count(one.tokens),
    kept: percent(one.share),
  });
  const head = `${strong(goal.name)}: ${goal.unit}, ${goal.best} is best; ${plural(trials, "trial")} in ${duration(seconds)} over ${plural(documents.searched, "document")}, ${count(documents.heldOut)} held out`;
  if (best === undefined)
    return `${head}\n\nno recipe ${budget === undefined ? "has a value" : `keeps ${count(budget)} tokens`}\n`;
  const rows = [row("no rules", nothing), row("in force", inForce), row("found", best)];
  const shown = thinned(front, mostOfFront);
  return [
    head,
    "",
    grid(rows),
    "",
    strong("rules found"),
    ...ruleLines(space, best.recipe, muted),
    "",
    strong("quality against tokens kept (no recipe tried is better and keeps more)"),
    grid(
      shown.map((one, i) =>
        row(`${i + 1}, ${plural(one.recipe.filter((on) => on !== null).length, "rule")}`, one),
      ),
    ),
    "",
  ].join("\n");
}

function ruleLines(space: SearchSpace, recipe: Recipe, muted: (text: string) => string): string[] {
  const lines = Object.entries(rulesOf(space, recipe)).map(([name, when]) => {
    const rule = space.rules.find((one) => one.name === name);
    const was =
      rule?.when === when
        ? rule.inForce
          ? "as in force"
          : "as published"
        : `${rule?.inForce ? "was" : "published"} ${rule?.when}`;
    return `  ${show(name)}: ${show(when)}  ${muted(show(was))}`;
  });
  const gone = space.rules.filter(({ inForce }, r) => inForce && recipe[r] === null);
  return [
    ...(lines.length === 0 ? ["  none"] : lines),
    ...gone.map(({ name, when }) => `  ${show(name)}: ${muted(`off, was ${show(when)}`)}`),
  ];
}

/** At most so many, evenly chosen, the first and the last among them. */
function thinned<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  return Array.from({ length: most }, (_, k) => items[Math.round((k * (items.length - 1)) / (most - 1))]);
}
