import type { Database } from "../../../core/database.ts";
import { UserError } from "../../../core/errors.ts";
import { type CheckedRule, checkRules } from "../check.ts";
import { predicateSql } from "../decisions.ts";
import type { ColumnOrigins } from "../measured.ts";
import type { Alignment } from "./alignment.ts";
import type { RuleStage } from "./ledger.ts";

/** Rules of stages as one number a document: what the decisions say, found again from the measurements. */
export interface Judged {
  /** SQL of one row a document, in document order: `mask`. */
  readonly sql: string;
  /** The stages that are in it, with the bit of each of their rules. */
  readonly stages: readonly JudgedStage[];
}

/** A stage whose rules were judged again. */
export interface JudgedStage {
  readonly name: string;
  readonly rules: readonly { readonly rule: string; readonly bit: bigint }[];
}

/**
 * Judges the rules of stages again over aligned columns: a scan of numbers instead of millions of decisions. Undefined where no stage can
 * be: columns of no aligned table, a signal that a later stage measured under the same name, a predicate that binds no more.
 */
export async function judge(
  database: Database,
  stages: readonly RuleStage[],
  origins: ColumnOrigins,
  alignment: Alignment,
  maskType: string,
): Promise<Judged | undefined> {
  let bit = 1n;
  const judged: JudgedStage[] = [];
  const cases: string[] = [];
  const columns = new Set<string>();
  for (const stage of stages) {
    const bits = stage.rules.map((_, i) => bit << BigInt(i));
    bit <<= BigInt(stage.rules.length);
    const rules = await checkedIn(database, stage, origins);
    const names = rules?.flatMap((rule) => rule.columns) ?? [];
    if (rules === undefined || (names.length > 0 && !(await alignment.side(names, origins.signals))))
      continue;
    for (const name of names) columns.add(name);
    cases.push(
      ...rules.map(
        (rule, i) => `CASE WHEN ${predicateSql(rule)} THEN '${bits[i]}'::${maskType} ELSE 0::${maskType} END`,
      ),
    );
    judged.push({ name: stage.name, rules: rules.map(({ name }, i) => ({ rule: name, bit: bits[i] })) });
  }
  const side = columns.size > 0 ? await alignment.side([...columns], origins.signals) : undefined;
  if (side === undefined) return undefined;
  return { sql: `SELECT ${cases.join(" | ")} AS mask FROM (${side})`, stages: judged };
}

/** The rules of a stage, where they read today what they read in the run. */
async function checkedIn(
  database: Database,
  stage: RuleStage,
  origins: ColumnOrigins,
): Promise<CheckedRule[] | undefined> {
  if (stage.rules.length === 0) return undefined;
  try {
    const map = Object.fromEntries(stage.rules.map(({ name, when }) => [name, when]));
    const rules = await checkRules(map, origins.known, database);
    const seen = stage.signals && new Set(stage.signals);
    const isLater = (name: string) => origins.signals.has(name) && seen !== undefined && !seen.has(name);
    return rules.some((rule) => rule.columns.some(isLater)) ? undefined : rules;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** The stages whose every rule speaks on as many documents of `table` as the run counted: the others are read from the decisions. */
export async function confirmed(
  database: Database,
  { stages }: Judged,
  alignment: Alignment,
  table: string,
  maskType: string,
): Promise<JudgedStage[]> {
  const all = stages.flatMap(({ rules }) => rules);
  const counts = all.map(
    ({ bit }, i) => `count(*) FILTER (WHERE mask & '${bit}'::${maskType} <> 0) AS rule_${i}`,
  );
  const [row] = await database.rows(`SELECT ${counts.join(", ")} FROM ${table}`);
  return stages.filter(({ name, rules }) => {
    const spoken = alignment.spokenIn(name);
    return (
      spoken !== undefined &&
      rules.every((rule) => (spoken.get(rule.rule) ?? 0) === Number(row[`rule_${all.indexOf(rule)}`]))
    );
  });
}
