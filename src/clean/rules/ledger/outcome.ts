import type { Row } from "../../../core/table.ts";
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

/** Documents that are alike in everything that a draft asks: a handful of groups, whatever the corpus. */
interface Group extends Amount {
  /** Kept before. */
  readonly was: boolean;
  /** Kept by hand, or by a stage that has the last word. */
  readonly held: boolean;
  /** Dropped by a rule that has no voice here, by another stage, or by hand. */
  readonly others: boolean;
  /** See `readPeople`. */
  readonly answer: number | null;
  /** Which voices drop it. */
  readonly spoken: readonly boolean[];
}

/** Reckons a draft in one scan of the ledger; `readPeople` comes before it. */
export async function outcomeOf(
  ledger: Ledger,
  draft: Draft,
  named: readonly string[] = [],
): Promise<Outcome> {
  const { others, voices } = voicesOf(ledger, draft, named);
  const spoken = [...voices.values()].map((sql, i) => `, ${sql} AS _rule_${i}`).join("");
  const rows = await ledger.database.rows(`
    SELECT _was, _held, _others, _answer${[...voices.keys()].map((_, i) => `, _rule_${i}`).join("")}, count(*) AS documents, sum(_tokens)::BIGINT AS tokens
    FROM (SELECT _tokens, _answer, _dropped OR _hand = 1 AS _gone, _kept OR _hand = 2 AS _held, _held OR NOT (_mask <> 0 OR _gone) AS _was,
      _gone OR ${others} AS _others${spoken} FROM ${ledger.columns.rows([...columnsIn(draft), ...peopleColumns])})
    GROUP BY ALL`);
  const groups = rows.map((row) => groupOf(row, voices.size));
  const isKept = ({ held, others, spoken }: Group) => held || !(others || spoken.includes(true));
  return {
    kept: total(groups, isKept),
    lost: total(groups, (group) => group.was && !isKept(group)),
    gained: total(groups, (group) => !group.was && isKept(group)),
    agreement: agreementOf(groups, (group) => !isKept(group)),
    unwanted: total(groups, isUnwanted).documents,
    rules: new Map([...voices.keys()].map((name, i) => [name, ruleOutcome(groups, i)])),
  };
}

function groupOf(row: Row, voices: number): Group {
  return {
    was: row._was === true,
    held: row._held === true,
    others: row._others === true,
    answer: row._answer === null ? null : Number(row._answer),
    spoken: Array.from({ length: voices }, (_, i) => row[`_rule_${i}`] === true),
    documents: Number(row.documents),
    tokens: Number(row.tokens),
  };
}

function ruleOutcome(groups: readonly Group[], i: number): RuleOutcome {
  const speaks = ({ spoken }: Group) => spoken[i];
  const isAlone = ({ held, others, spoken }: Group) =>
    spoken[i] && !held && !others && spoken.filter(Boolean).length === 1;
  return { ...total(groups, speaks), alone: total(groups, isAlone), agreement: agreementOf(groups, speaks) };
}

function agreementOf(groups: readonly Group[], isDropped: (group: Group) => boolean): Agreement {
  const count = (matches: (group: Group) => boolean) =>
    total(groups, (group) => group.answer !== null && isDropped(group) && matches(group)).documents;
  return {
    answered: count(() => true),
    right: count(isUnwanted),
    byPeople: count(({ answer }) => answer !== null && answer < 2),
  };
}

function isUnwanted({ answer }: Group): boolean {
  return answer === 1 || answer === 3;
}

/** Documents and tokens of the groups that match. */
export function total<G extends Amount>(groups: readonly G[], matches: (group: G) => boolean): Amount {
  let documents = 0;
  let tokens = 0;
  for (const group of groups) {
    if (!matches(group)) continue;
    documents += group.documents;
    tokens += group.tokens;
  }
  return { documents, tokens };
}
