import type { Expression, Program } from "acorn";
import { findRules, isNamed, keyName, RecipeRefusal, resolved, textOf } from "./recipe-syntax.ts";

/** What a pipeline file says about the rules of a stage without being run. */
export interface ReadRecipe {
  /** Rules that stand in the file itself, by name; null where the predicate is computed. */
  readonly own: ReadonlyMap<string, string | null>;
  /** True when others come from elsewhere: by a spread or a computed name. */
  readonly open: boolean;
}

/** Reads the rules of a stage from the source of a pipeline file; undefined with the reason where that cannot be. */
export function readRecipe(source: string, entry: string): ReadRecipe | { readonly refusal: string } {
  try {
    const { program, rules } = findRules(source, entry);
    const named = rules.properties.filter(isNamed);
    return {
      own: new Map(named.map((one) => [keyName(one) ?? "", predicateOf(program, one.value) ?? null])),
      open: named.length < rules.properties.length,
    };
  } catch (error) {
    if (error instanceof RecipeRefusal) return { refusal: error.message };
    throw error;
  }
}

/** The predicate of a rule where it stands as it is: a text, or the `when` of an object. */
export function predicateOf(program: Program, value: Expression): string | undefined {
  const behind = resolved(program, value);
  if (behind.type !== "ObjectExpression") return textOf(behind);
  const when = behind.properties.findLast((one) => isNamed(one) && keyName(one) === "when");
  return when?.type === "Property" ? textOf(resolved(program, when.value)) : undefined;
}
