import { z } from "zod";
import { checkOptions } from "../../core/options.ts";
import type { QueryContext, QueryStage, StageNotes } from "../../core/stage.ts";
import { contract } from "../../core/table.ts";
import { type CheckedRule, checkRules } from "./check.ts";
import { countsSql, decisionsSql } from "./decisions.ts";
import { guardRules, type RuleCounts } from "./guard.ts";
import { readableColumns } from "./measured.ts";
import { namedRules, type RuleMap } from "./rule.ts";

/** What the guard lets pass; neither changes the result, so neither is part of the key. */
export interface RulesOptions {
  /** Share of the documents that one rule may drop before the guard stops the run. */
  readonly share?: number;
  /** Rules that may drop any share, as `--allow RULE`. */
  readonly allow?: readonly string[];
}

const optionsSchema = z.strictObject({
  share: z.number().gt(0).max(1).default(0.5),
  allow: z.array(z.string()).default([]),
});

/**
 * Decides by predicates over signals and columns of `documents`: `rules({ too_short: "word_count < 50" })`. Writes a row of
 * `decisions` for every rule that speaks on a document, with the value and the bound; the text is never read.
 */
export function rules(map: RuleMap, options: RulesOptions = {}): QueryStage {
  const named = namedRules(map);
  const { share, allow } = checkOptions("rules", optionsSchema, options);
  return {
    kind: "rules",
    shape: "query",
    version: 1,
    options: { rules: named.map(({ name, when, why }) => ({ name, when, why })) },
    tables: { decisions: contract.decisions },
    reads: ["signals", "documents"],
    check: async ({ columns, rows }) => void (await checkRules(map, columns, { rows })),
    run: async (context) => decide(map, context, share, allow),
  };
}

async function decide(
  map: RuleMap,
  context: QueryContext,
  share: number,
  allow: readonly string[],
): Promise<StageNotes> {
  const tables = { documents: context.table("documents"), signals: context.table("signals") };
  const origins = await readableColumns(tables, context);
  const checked = await checkRules(map, origins.known, context);
  const [row] = await context.rows(countsSql(checked, origins, tables));
  const counts = countsOf(row, checked);
  guardRules(counts, {
    stage: context.stage,
    share,
    allowed: (rule) => allow.includes(rule) || context.allowed(rule),
  });
  await context.write("decisions", decisionsSql(context.stage, checked, origins, tables));
  return notes(counts, Number(row.any_rule));
}

function countsOf(row: Readonly<Record<string, unknown>>, checked: readonly CheckedRule[]): RuleCounts {
  const rules = checked.map(({ name, share }, k) => ({
    rule: name,
    documents: Number(row[`rule_${k}`]),
    share,
  }));
  return { documents: Number(row.documents), rules };
}

function notes({ rules }: RuleCounts, dropped: number): StageNotes {
  const largest = rules.reduce((a, b) => (b.documents > a.documents ? b : a));
  return dropped === 0 ? { dropped } : { dropped, "largest rule": `${largest.rule} ${largest.documents}` };
}
