import { identifier, literal } from "../../core/database.ts";
import { UserError } from "../../core/errors.ts";
import { type CheckedRule, checkRule } from "./check.ts";
import type { Comparison } from "./comparison.ts";
import { predicateSql } from "./decisions.ts";
import type { Engine } from "./expression.ts";
import { type ColumnOrigins, measuredSql, type RuleTables, readableColumns } from "./measured.ts";

/** Tables that a trial reads, by their SQL names. */
export interface TrialTables extends RuleTables {
  /** Counts of tokens; a document without one counts by `byte_count / 4` where that is measured, else 0. */
  readonly tokens: string;
  readonly decisions: string;
}

/** What to try. */
export interface TrialOptions {
  /** A rule in force that the predicate would replace: its own decisions do not count as another rule's. */
  readonly replaces?: string;
  /** Tokenizer whose counts are summed; by default the first by name. */
  readonly tokenizer?: string;
  /** Documents shown on each side of the boundary. */
  readonly examples?: number;
}

/** Queries that tell what a rule would do; each is one SELECT. */
export interface Trial {
  /** `verdict`, `documents`, `tokens`: one row for `drop` and `keep`. */
  readonly totals: string;
  /** `source`, `documents`, `dropped`, `tokens`, `dropped_tokens`. */
  readonly bySource: string;
  /** `language`, and as above. */
  readonly byLanguage: string;
  /** `documents`, `tokens`: what no rule in force drops but this one would. */
  readonly exclusive: string;
  /** `verdict`, `id`, `value`, `distance`, `excerpt`: the nearest to the bound, both sides. Undefined without a numeric comparison. */
  readonly examples: string | undefined;
}

const EXCERPT = 160;

/** Checks a predicate and builds the queries of `sluice rules try`. */
export async function tryRule(
  when: string,
  tables: TrialTables,
  engine: Engine,
  options: TrialOptions = {},
): Promise<Trial> {
  const origins = await readableColumns(tables, engine);
  const named = { name: options.replaces ?? "trial", when, why: undefined, share: undefined };
  const rule = await checkRule(named, origins.known, engine);
  const trial = trialSql(rule, origins, tables, options.tokenizer);
  const boundary = rule.comparisons.find(({ limit }) => limit !== undefined);
  return {
    totals: `${trial} SELECT verdict, count(*) AS documents, CAST(sum(tokens) AS BIGINT) AS tokens FROM trial GROUP BY verdict ORDER BY verdict`,
    bySource: bySql(trial, "source"),
    byLanguage: bySql(trial, "language"),
    exclusive: exclusiveSql(trial, tables.decisions, options.replaces),
    examples: boundary && examplesSql(trial, boundary, tables.documents, options.examples ?? 5),
  };
}

/** `WITH trial AS`: one row per document with its verdict, tokens, source, language and the columns of the rule. */
function trialSql(
  rule: CheckedRule,
  origins: ColumnOrigins,
  tables: TrialTables,
  tokenizer: string | undefined,
): string {
  const estimate = "byte_count" in origins.known ? "coalesce(m.byte_count, 0) // 4" : "0";
  const extra = ["source", "language", ...("byte_count" in origins.known ? ["byte_count"] : [])];
  const measured = measuredSql([...rule.columns, ...extra], origins, tables);
  const chosen =
    tokenizer === undefined ? `(SELECT min(tokenizer) FROM ${tables.tokens})` : literal(tokenizer);
  return [
    `WITH measured AS (${measured}),`,
    `judged AS (SELECT *, CASE WHEN ${predicateSql(rule)} THEN 'drop' ELSE 'keep' END AS verdict FROM measured),`,
    `trial AS (SELECT m.*, coalesce(t.tokens, ${estimate}) AS tokens FROM judged AS m`,
    `LEFT JOIN ${tables.tokens} AS t ON t.id = m.id AND t.tokenizer = ${chosen})`,
  ].join("\n");
}

function bySql(trial: string, column: "source" | "language"): string {
  const dropped = "FILTER (WHERE verdict = 'drop')";
  return [
    trial,
    `SELECT ${column}, count(*) AS documents, count(*) ${dropped} AS dropped,`,
    `CAST(sum(tokens) AS BIGINT) AS tokens, CAST(coalesce(sum(tokens) ${dropped}, 0) AS BIGINT) AS dropped_tokens`,
    `FROM trial GROUP BY ${column} ORDER BY dropped DESC, ${column} NULLS LAST`,
  ].join("\n");
}

function exclusiveSql(trial: string, decisions: string, replaces: string | undefined): string {
  const others = replaces === undefined ? "" : ` AND rule <> ${literal(replaces)}`;
  return [
    trial,
    "SELECT count(*) AS documents, CAST(coalesce(sum(tokens), 0) AS BIGINT) AS tokens FROM trial",
    `WHERE verdict = 'drop' AND NOT EXISTS (SELECT 1 FROM ${decisions} AS o WHERE o.id = trial.id AND o.verdict = 'drop'${others})`,
  ].join("\n");
}

function examplesSql(trial: string, { column, limit }: Comparison, documents: string, count: number): string {
  if (!Number.isInteger(count) || count < 1)
    throw new UserError(`rules try: examples must be a whole number above 0, got ${count}.`);
  const value = identifier(column);
  return [
    `${trial},`,
    `near AS (SELECT verdict, id, ordinal, CAST(${value} AS DOUBLE) AS value, abs(${value} - ${limit}) AS distance,`,
    `row_number() OVER (PARTITION BY verdict ORDER BY abs(${value} - ${limit}), ordinal) AS place FROM trial WHERE ${value} IS NOT NULL)`,
    `SELECT near.verdict, near.id, near.value, near.distance, left(d.text, ${EXCERPT}) AS excerpt`,
    `FROM near JOIN ${documents} AS d ON d.id = near.id WHERE near.place <= ${count} ORDER BY near.verdict, near.place`,
  ].join("\n");
}
