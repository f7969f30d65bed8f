import { bitOf, type Ledger } from "./ledger.ts";
import { type Amount, total } from "./outcome.ts";
import { peopleColumns } from "./people.ts";

/** What a rule in force costs. */
export interface RuleCost extends Amount {
  readonly stage: string;
  readonly rule: string;
  readonly when: string;
  /** What nothing else drops: it would come back if the rule were off. */
  readonly alone: Amount;
}

/** The rules in force by their cost, and what is left. */
export interface Costs {
  readonly documents: number;
  readonly tokens: number;
  readonly kept: Amount;
  /** Dropped by stages that are no rules, and by hand; a rule may drop the same document. */
  readonly elsewhere: Amount;
  /** Most tokens first. */
  readonly rules: readonly RuleCost[];
}

interface Group extends Amount {
  readonly mask: bigint;
  readonly gone: boolean;
  readonly held: boolean;
}

/** Counts once by what drops each document; `readPeople` comes before it. */
export async function costsOf(ledger: Ledger): Promise<Costs> {
  const rows = await ledger.database.rows(
    `SELECT _mask AS mask, _dropped OR _hand = 1 AS gone, _kept OR _hand = 2 AS held, count(*) AS documents, sum(_tokens)::BIGINT AS tokens
      FROM ${ledger.columns.rows(peopleColumns)} GROUP BY ALL`,
  );
  const groups = rows.map(
    ({ mask, gone, held, documents, tokens }): Group => ({
      mask: BigInt(mask as number | bigint),
      gone: gone === true,
      held: held === true,
      documents: Number(documents),
      tokens: Number(tokens),
    }),
  );
  const rules = ledger.stages.flatMap((stage) =>
    stage.rules.map(({ name, when }) => {
      const bit = bitOf(ledger, stage.name, name);
      return {
        stage: stage.name,
        rule: name,
        when,
        ...total(groups, ({ mask }) => (mask & bit) !== 0n),
        alone: total(groups, ({ mask, gone, held }) => mask === bit && !gone && !held),
      };
    }),
  );
  return {
    documents: ledger.documents,
    tokens: ledger.tokens,
    kept: total(groups, ({ mask, gone, held }) => held || (mask === 0n && !gone)),
    elsewhere: total(groups, ({ gone, held }) => gone && !held),
    rules: rules.sort(
      (a, b) => b.tokens - a.tokens || b.documents - a.documents || (a.rule < b.rule ? -1 : 1),
    ),
  };
}
