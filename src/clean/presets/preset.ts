import { didYouMean, UserError } from "../../core/errors.ts";
import type { RuleMap } from "../rules/rule.ts";
import { published } from "./published.ts";

/** A published recipe: what it measures, the rules it decides by, and where it comes from. */
export interface Preset {
  readonly name: string;
  readonly title: string;
  /** Paper, table and code that publish it. */
  readonly source: string;
  /** Families for `measure`. */
  readonly measures: readonly string[];
  /** Rules for `rules`, with the published bounds. */
  readonly rules: RuleMap;
  /** What of the recipe is done by other stages (edits, deduplication), and where ours differs. */
  readonly notes: string;
}

/** Changes to a preset by the name of the rule: another bound, another predicate, or `false` for none. */
export type Bounds = Readonly<Record<string, number | string | false>>;

/**
 * A published recipe by its name, with bounds of one's own: `preset("gopher", { too_few_words: 30, too_many_bullets: false })`. Give
 * its parts to the stages: `measure(...recipe.measures)`, `rules(recipe.rules)`. An unknown preset or rule is an error.
 */
export function preset(name: string, bounds: Bounds = {}): Preset {
  const names = published.map((one) => one.name);
  const found = published.find((one) => one.name === name);
  if (found === undefined)
    throw new UserError(
      `preset: no recipe is called "${name}".${didYouMean(name, names)} Known: ${names.join(", ")}.`,
    );
  const rules: Record<string, RuleMap[string]> = { ...found.rules };
  for (const [rule, bound] of Object.entries(bounds)) {
    if (!Object.hasOwn(rules, rule))
      throw new UserError(
        `preset "${name}": it has no rule "${rule}".${didYouMean(rule, Object.keys(rules))} See: sluice rules presets ${name}`,
      );
    if (bound === false) delete rules[rule];
    else rules[rule] = typeof bound === "string" ? bound : withBound(name, rule, rules[rule], bound);
  }
  return { ...found, rules };
}

const comparison = /^(\s*\w+\s*(?:<=|>=|<|>)\s*)-?\d+(?:\.\d+)?(?![\w.])/;

/** The rule with another number in its first comparison. */
function withBound(preset: string, name: string, rule: RuleMap[string], bound: number): RuleMap[string] {
  const when = typeof rule === "string" ? rule : rule.when;
  if (!Number.isFinite(bound) || !comparison.test(when))
    throw new UserError(
      `preset "${preset}", rule "${name}": ${bound} cannot take the place of the bound in "${when}". Write the whole predicate as a string.`,
    );
  const changed = when.replace(comparison, (_, before: string) => `${before}${bound}`);
  return typeof rule === "string" ? changed : { ...rule, when: changed };
}
