import { identifier, literal } from "../../core/database.ts";
import type { CheckedRule, KnownColumns } from "./check.ts";
import { type Comparison, comparisonSql } from "./comparison.ts";
import { type ColumnOrigins, measuredSql, type RuleTables } from "./measured.ts";

const whole = /^U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?$/;
const numeric = /^(?:U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?|DOUBLE|FLOAT|DECIMAL.*)$/;

/** Rows of `decisions`: one for every rule that speaks on a document, in document order, then in the order of the rules. */
export function decisionsSql(
  stage: string,
  rules: readonly CheckedRule[],
  origins: ColumnOrigins,
  tables: RuleTables,
): string {
  const columns = rules.flatMap((rule) => rule.columns);
  const branches = rules.map((rule, rank) => branchSql(stage, rule, rank, origins.known));
  return [
    `WITH measured AS (${measuredSql(columns, origins, tables)})`,
    `SELECT id, stage, rule, verdict, value, bound, reason FROM (\n${branches.join("\nUNION ALL\n")}\n)`,
    "ORDER BY ordinal, rank",
  ].join("\n");
}

/** One row: `documents`, and for rule number k `rule_k`, on how many it speaks, and `any_rule`. */
export function countsSql(rules: readonly CheckedRule[], origins: ColumnOrigins, tables: RuleTables): string {
  const columns = rules.flatMap((rule) => rule.columns);
  const counts = rules.map((rule, k) => `count(*) FILTER (WHERE ${predicateSql(rule)}) AS rule_${k}`);
  const any = `count(*) FILTER (WHERE ${rules.map(predicateSql).join(" OR ")}) AS any_rule`;
  return `SELECT ${["count(*) AS documents", any, ...counts].join(", ")} FROM (${measuredSql(columns, origins, tables)})`;
}

/** The predicate on lines of its own, so that a comment in it ends there. */
export function predicateSql({ when }: Pick<CheckedRule, "when">): string {
  return `(\n${when}\n)`;
}

function branchSql(stage: string, rule: CheckedRule, rank: number, known: KnownColumns): string {
  const columns = [
    "ordinal",
    `${rank} AS rank`,
    "id",
    `${literal(stage)} AS stage`,
    `${literal(rule.name)} AS rule`,
    "'drop' AS verdict",
    `CAST(${firstHolding(rule, (part) => valueSql(part, known), "NULL")} AS DOUBLE) AS value`,
    `${firstHolding(rule, ({ bound }) => literal(bound), literal(rule.when))} AS bound`,
    `${reasonSql(rule, known)} AS reason`,
  ];
  return `SELECT ${columns.join(", ")} FROM measured WHERE ${predicateSql(rule)}`;
}

/** Picks by the first comparison of the rule that holds for the document. */
function firstHolding(
  { comparisons }: CheckedRule,
  sql: (part: Comparison) => string,
  otherwise: string,
): string {
  const cases = comparisons.map((part) => `WHEN ${comparisonSql(part)} THEN ${sql(part)}`);
  return cases.length === 0 ? otherwise : `CASE ${cases.join(" ")} ELSE ${otherwise} END`;
}

function valueSql({ column }: Comparison, known: KnownColumns): string {
  return numeric.test(known[column]) ? identifier(column) : "NULL";
}

function reasonSql(rule: CheckedRule, known: KnownColumns): string {
  const measured = firstHolding(rule, (part) => sentenceSql(part, known), literal(rule.when));
  return rule.why === undefined ? measured : `concat(${literal(`${rule.why}: `)}, ${measured})`;
}

/** `word_count 12 < 50`; ratios to six decimals. */
function sentenceSql({ column, bound }: Comparison, known: KnownColumns): string {
  const name = identifier(column);
  if (/NULL$/.test(bound)) return literal(`${column} ${bound}`);
  const shown = numeric.test(known[column]) && !whole.test(known[column]) ? `round(${name}, 6)` : name;
  return `concat(${literal(`${column} `)}, CAST(${shown} AS VARCHAR), ${literal(` ${bound}`)})`;
}
