import { columnsIn, type Draft, voicesOf } from "./draft.ts";
import type { Ledger } from "./ledger.ts";
import { peopleColumns } from "./people.ts";

/** Documents and their tokens. */
export interface Amount {
  readonly documents: number;
  readonly tokens: number;
}

/** How what is dropped agrees with the known answers: labels of a task and verdicts by hand. */
export interface Agreement {
  /** Dropped documents with a known answer. */
  readonly answered: number;
  /** Of those, the ones that should go. */
  readonly right: number;
  /** Of `answered`, those that people answered; the others a model did. */
  readonly byPeople: number;
}

/** What a rule does in a draft. */
export interface RuleOutcome extends Amount {
  /** What nothing else drops: it would come back if the rule were off. */
  readonly alone: Amount;
  readonly agreement: Agreement;
}

/** What a draft comes to, later stages taken as the run had them. */
export interface Outcome {
  readonly kept: Amount;
  /** Kept before, dropped now. */
  readonly lost: Amount;
  /** Dropped before, kept now. */
  readonly gained: Amount;
  readonly agreement: Agreement;
  /** Unwanted documents that are known, kept or dropped. */
  readonly unwanted: number;
  /** Each changed rule, and those asked for. */
  readonly rules: ReadonlyMap<string, RuleOutcome>;
}

/** Reckons a draft in one scan of the ledger; `readPeople` comes before it. */
export async function outcomeOf(
  ledger: Ledger,
  draft: Draft,
  named: readonly string[] = [],
): Promise<Outcome> {
  const { others, voices } = voicesOf(ledger, draft, named);
  const names = [...voices.keys()];
  const rows = ledger.columns.rows([...columnsIn(draft), ...peopleColumns]);
  const spoken = [...voices.values()].map((sql, i) => `, ${sql} AS _rule_${i}`).join("");
  const every = ["_others", "_gone", ...names.map((_, i) => `_rule_${i}`)];
  const [row] = await ledger.database.rows(`
    WITH judged AS (SELECT _tokens, _answer, ${others} AS _others, _dropped OR _hand = 1 AS _gone, _kept OR _hand = 2 AS _held,
      _held OR NOT (_mask <> 0 OR _gone) AS _was${spoken} FROM ${rows}),
    told AS (SELECT *, _held OR NOT (${every.join(" OR ")}) AS _stays FROM judged)
    SELECT ${amount("kept", "_stays")}, ${amount("lost", "_was AND NOT _stays")}, ${amount("gained", "_stays AND NOT _was")},
      ${agreement("all", "NOT _stays")}, count(*) FILTER (_answer IN (1, 3)) AS unwanted${names.map((_, i) => ruleSql(i, every)).join("")}
    FROM told`);
  return {
    kept: amountIn(row, "kept"),
    lost: amountIn(row, "lost"),
    gained: amountIn(row, "gained"),
    agreement: agreementIn(row, "all"),
    unwanted: Number(row.unwanted),
    rules: new Map(names.map((name, i) => [name, ruleIn(row, i)])),
  };
}

function ruleSql(i: number, every: readonly string[]): string {
  const own = `_rule_${i}`;
  const silent = every.filter((one) => one !== own).map((one) => `NOT ${one}`);
  const alone = [own, "NOT _held", ...silent].join(" AND ");
  return `, ${amount(`rule_${i}`, own)}, ${amount(`alone_${i}`, alone)}, ${agreement(`rule_${i}`, own)}`;
}

type Numbers = Readonly<Record<string, unknown>>;

function ruleIn(row: Numbers, i: number): RuleOutcome {
  return {
    ...amountIn(row, `rule_${i}`),
    alone: amountIn(row, `alone_${i}`),
    agreement: agreementIn(row, `rule_${i}`),
  };
}

function amount(name: string, condition: string): string {
  return `count(*) FILTER (${condition}) AS ${name}_n, coalesce(sum(_tokens) FILTER (${condition}), 0)::BIGINT AS ${name}_t`;
}

function amountIn(row: Numbers, name: string): Amount {
  return { documents: Number(row[`${name}_n`]), tokens: Number(row[`${name}_t`]) };
}

function agreement(name: string, condition: string): string {
  return `count(_answer) FILTER (${condition}) AS ${name}_answered, count(*) FILTER (${condition} AND _answer IN (1, 3)) AS ${name}_right,
    count(*) FILTER (${condition} AND _answer < 2) AS ${name}_people`;
}

function agreementIn(row: Numbers, name: string): Agreement {
  return {
    answered: Number(row[`${name}_answered`]),
    right: Number(row[`${name}_right`]),
    byPeople: Number(row[`${name}_people`]),
  };
}
