import { readCharacters } from "../clean/rules/ledger/amounts.ts";
import { type GroupLosses, lossesOf } from "../clean/rules/ledger/losses.ts";
import { literal } from "../core/database.ts";
import { grid } from "./grid.ts";
import { next, printJson, sameWorkspace, shellWord } from "./output.ts";
import { type BenchFlags, type OpenBench, withBench } from "./rules-bench.ts";
import { count, percent, plural } from "./show.ts";

/** A rule in force and what it removes. */
export interface RuleInForce {
  readonly stage: string;
  readonly rule: string;
  readonly documents: number;
  /** Of the documents that were read. */
  readonly share: number;
  readonly tokens: number;
  /** Documents that nothing else drops. */
  readonly alone: number;
  readonly aloneTokens: number;
  /** Its predicate; null for what a stage decides by itself. */
  readonly when: string | null;
}

/** `sluice rules list`: every rule of the last run, also those that removed nothing. */
export async function listRules(flags: BenchFlags): Promise<void> {
  await withBench(flags, async (bench) => {
    const [whole] = await lossesOf(bench.ledger, await readCharacters(bench.ledger, false));
    const total = bench.ledger.documents;
    const dropped = whole?.dropped.documents ?? 0;
    const rules = [...(whole === undefined ? [] : ownRules(whole)), ...(await otherRules(bench))].sort(
      (a, b) => b.documents - a.documents || (a.rule < b.rule ? -1 : 1),
    );
    if (flags.json) printJson({ documents: total, dropped, rules });
    else process.stdout.write(rulesText(rules, total, dropped));
    const first = rules.find(({ when }) => when !== null);
    next(
      `sluice rules try ${shellWord(first?.when ?? "word_count < 80")}${first ? ` --replaces ${shellWord(first.rule)}` : ""}${sameWorkspace(flags.workspace)}`,
    );
  });
}

function ownRules({ rules, all }: GroupLosses): RuleInForce[] {
  return rules.map(({ stage, rule, when, joint, alone }) => ({
    stage,
    rule,
    documents: joint.documents,
    share: joint.documents / Math.max(1, all.documents),
    tokens: joint.tokens,
    alone: alone.documents,
    aloneTokens: alone.tokens,
    when,
  }));
}

/** What stages that are no rules decided, copies for example, and people by hand. */
async function otherRules({ ledger, stages }: OpenBench): Promise<RuleInForce[]> {
  const own =
    stages.length === 0 ? "" : ` AND stage NOT IN (${stages.map(({ name }) => literal(name)).join(", ")})`;
  const rows = await ledger.database.rows(
    `WITH drops AS (SELECT DISTINCT id, stage, rule FROM decisions WHERE verdict = 'drop'${own}),
          numbers AS (SELECT id, count(*) AS rules FROM drops GROUP BY id)
     SELECT stage, rule, count(*) AS documents, sum(_tokens)::BIGINT AS tokens,
       count(*) FILTER (WHERE rules = 1 AND _mask = 0 AND NOT _kept) AS alone,
       coalesce(sum(_tokens) FILTER (WHERE rules = 1 AND _mask = 0 AND NOT _kept), 0)::BIGINT AS alone_tokens
     FROM drops JOIN numbers USING (id) JOIN ledger ON ledger._id = drops.id GROUP BY stage, rule`,
  );
  return rows.map((row) => ({
    stage: String(row.stage),
    rule: String(row.rule),
    documents: Number(row.documents),
    share: Number(row.documents) / Math.max(1, ledger.documents),
    tokens: Number(row.tokens),
    alone: Number(row.alone),
    aloneTokens: Number(row.alone_tokens),
    when: null,
  }));
}

function rulesText(rules: readonly RuleInForce[], total: number, dropped: number): string {
  const head = `${plural(total, "document")}, ${count(dropped)} dropped (${percent(dropped / Math.max(1, total))})`;
  if (rules.length === 0) return `${head}; no rule is in force\n`;
  const rows = rules.map(({ stage, rule, documents, share, tokens, alone, aloneTokens, when }) => ({
    stage,
    rule,
    documents,
    share: percent(share),
    tokens,
    alone,
    "alone tokens": aloneTokens,
    when: when ?? "",
  }));
  return `${head}\n\n${grid(rows, 120)}\n`;
}
