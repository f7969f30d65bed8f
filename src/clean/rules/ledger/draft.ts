import { type CheckedRule, checkRule } from "../check.ts";
import { predicateSql } from "../decisions.ts";
import { namedRules } from "../rule.ts";
import { bitOf, knownTo, type Ledger, type RuleStage, stageNamed } from "./ledger.ts";

/** Rules of a stage as a person would have them: another predicate, or null for a rule that is off. New names are new rules. */
export type Changes = Readonly<Record<string, string | null>>;

/** A change of rules that can be reckoned with: every predicate is checked and its columns are there. */
export interface Draft {
  readonly stage: RuleStage;
  readonly changes: ReadonlyMap<string, CheckedRule | null>;
}

/** Checks the predicates of a draft against the columns that the stage can read, and reads those columns. */
export async function openDraft(ledger: Ledger, stageName: string, changes: Changes): Promise<Draft> {
  const stage = stageNamed(ledger, stageName);
  const checked = new Map<string, CheckedRule | null>();
  for (const [name, when] of Object.entries(changes))
    checked.set(name, when === null ? null : await checkedRule(ledger, stage, name, when));
  await ledger.columns.read([...checked.values()].flatMap((rule) => rule?.columns ?? []));
  return { stage, changes: checked };
}

/** A rule as the draft has it, or as it is in force; undefined for one that is off or unknown. */
export async function ruleIn(ledger: Ledger, draft: Draft, name: string): Promise<CheckedRule | undefined> {
  if (draft.changes.has(name)) return draft.changes.get(name) ?? undefined;
  const found = draft.stage.rules.find((rule) => rule.name === name);
  if (found === undefined) return undefined;
  const rule = await checkedRule(ledger, draft.stage, name, found.when);
  await ledger.columns.read(rule.columns);
  return rule;
}

/** Checks one predicate for a stage. */
export function checkedRule(
  ledger: Ledger,
  stage: RuleStage,
  name: string,
  when: string,
): Promise<CheckedRule> {
  const [rule] = namedRules({ [name]: when });
  return checkRule(rule, knownTo(ledger, stage), ledger.database);
}

/** Who speaks on a document in a draft, as SQL conditions over the rows of the ledger. */
export interface Voices {
  /** True when a rule that is not among the voices drops it. */
  readonly others: string;
  /** Each changed rule, and those asked for: true when it drops the document. */
  readonly voices: ReadonlyMap<string, string>;
}

/** Conditions of a draft; `named` rules get a voice of their own also when they are not changed. */
export function voicesOf(ledger: Ledger, { stage, changes }: Draft, named: readonly string[] = []): Voices {
  const voices = new Map<string, string>();
  let silent = 0n;
  for (const name of new Set([...changes.keys(), ...named])) {
    const bit = bitOf(ledger, stage.name, name);
    silent |= bit;
    const rule = changes.get(name);
    voices.set(name, rule ? holds(rule) : rule === null || bit === 0n ? "false" : maskHas(ledger, bit));
  }
  const all = (1n << BigInt(ledger.stages.reduce((sum, { rules }) => sum + rules.length, 0))) - 1n;
  return { others: maskHas(ledger, all & ~silent), voices };
}

/** Where a predicate is null the rule does not speak. */
export function holds(rule: Pick<CheckedRule, "when">): string {
  return `coalesce(${predicateSql(rule)}, false)`;
}

/** All columns that the predicates of a draft name. */
export function columnsIn({ changes }: Draft): string[] {
  return [...changes.values()].flatMap((rule) => rule?.columns ?? []);
}

function maskHas({ maskType }: Ledger, bits: bigint): string {
  return bits === 0n ? "false" : `(_mask & '${bits}'::${maskType}) <> 0`;
}
