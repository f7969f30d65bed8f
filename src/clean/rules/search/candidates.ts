import { UserError } from "../../../core/errors.ts";
import { type CheckedRule, checkRule, type KnownColumns } from "../check.ts";
import type { Engine } from "../expression.ts";
import { namedRules, type RuleMap } from "../rule.ts";

/** A rule that a search may use. */
export interface Candidate {
  readonly rule: CheckedRule;
  /** True for a rule of the recipe that the search starts from. */
  readonly inForce: boolean;
}

/** Rules under a name, such as those of a published recipe. */
export interface RuleSet {
  readonly name: string;
  readonly rules: RuleMap;
}

/**
 * The rules a search may use: those in force, then those of the sets whose columns are measured. A rule that says what an earlier one says, up
 * to its bounds, is left out; one whose name is taken gets the name of its set in front.
 */
export async function candidatesOf(
  inForce: RuleMap,
  sets: readonly RuleSet[],
  known: KnownColumns,
  engine: Engine,
): Promise<Candidate[]> {
  const candidates: Candidate[] = [];
  const said = new Set<string>();
  const add = (rule: CheckedRule, isInForce: boolean) => {
    const sense = senseOf(rule);
    if (!isInForce && said.has(sense)) return;
    said.add(sense);
    candidates.push({ rule, inForce: isInForce });
  };
  if (Object.keys(inForce).length > 0)
    for (const rule of namedRules(inForce)) add(await checkRule(rule, known, engine), true);
  const names = new Set(Object.keys(inForce));
  for (const { name: set, rules } of sets) {
    for (const rule of namedRules(rules)) {
      const checked = await checkedOrNone(rule, known, engine);
      if (checked === undefined) continue;
      const name = names.has(rule.name) ? `${set}_${rule.name}` : rule.name;
      if (!said.has(senseOf(checked))) names.add(name);
      add({ ...checked, name }, false);
    }
  }
  return candidates;
}

async function checkedOrNone(rule: Parameters<typeof checkRule>[0], known: KnownColumns, engine: Engine) {
  try {
    return await checkRule(rule, known, engine);
  } catch (error) {
    // A published rule over what this workspace has not measured.
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** The predicate without the numbers of its bounds. */
function senseOf({ when, handles }: CheckedRule): string {
  const numbers = handles.map(({ number }) => number).toSorted((a, b) => b.start - a.start);
  const blank = (text: string, { start, end }: { start: number; end: number }) =>
    `${text.slice(0, start)}?${text.slice(end)}`;
  return numbers.reduce(blank, when).replace(/\s+/g, " ").trim();
}
