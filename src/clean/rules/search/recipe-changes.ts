import { withBound } from "../handles.ts";
import type { Changes } from "../ledger/draft.ts";
import type { Recipe, SearchRule, SearchSpace } from "./space.ts";

/** The rules of a recipe by name. */
export function rulesOf({ rules }: SearchSpace, recipe: Recipe): Record<string, string> {
  const on = rules.flatMap((rule, r) => {
    const bounds = recipe[r];
    return bounds === null ? [] : [[rule.name, predicateOf(rule, bounds)] as const];
  });
  return Object.fromEntries(on);
}

/** What makes the recipe in force this one: other predicates, new rules, and null for those that go. */
export function changesTo(space: SearchSpace, recipe: Recipe): Changes {
  const wanted = rulesOf(space, recipe);
  const isWanted = ({ name }: SearchRule) => Object.hasOwn(wanted, name);
  const changed = space.rules
    .filter((rule) => isWanted(rule) && !(rule.inForce && wanted[rule.name] === rule.when))
    .map(({ name }) => [name, wanted[name]] as const);
  const gone = space.rules
    .filter((rule) => rule.inForce && !isWanted(rule))
    .map(({ name }) => [name, null] as const);
  // What goes is last: a stage of rules is never empty on the way.
  return Object.fromEntries([...changed, ...gone]);
}

function predicateOf({ when, bounds }: SearchRule, values: readonly number[]): string {
  // From the end, so that earlier places stay where they are.
  return bounds
    .map(({ handle }, k) => ({ handle, value: values[k] }))
    .toSorted((a, b) => b.handle.number.start - a.handle.number.start)
    .reduce(
      (text, { handle, value }) => (handle.value === value ? text : withBound(text, handle, value)),
      when,
    );
}
