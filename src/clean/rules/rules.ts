import { z } from "zod";
import { UserError } from "../../core/errors.ts";
import { checkOptions } from "../../core/options.ts";
import type { QueryContext, QueryStage, StageNotes } from "../../core/stage.ts";
import { contract, type Row } from "../../core/table.ts";
import { type CheckedRule, checkRules } from "./check.ts";
import { refuseContradictions } from "./contradictions.ts";
import { countsSql, decisionsSql } from "./decisions.ts";
import { guardRules, type RuleCounts } from "./guard.ts";
import { type ColumnOrigins, type RuleTables, readableColumns } from "./measured.ts";
import { namedRules, type RuleMap } from "./rule.ts";

/** What the guard lets pass; neither changes the result, so neither is part of the key. */
export interface RulesOptions {
  /** Share of the documents that one rule may drop before the guard stops the run. */
  readonly share?: number;
  /** Share of the documents that all rules together may drop. */
  readonly together?: number;
  /** Rules that may drop any share, as `--allow RULE`; `together` stands for all of them. */
  readonly allow?: readonly string[];
}

const optionsSchema = z.strictObject({
  share: z.number().gt(0).max(1).default(0.5),
  // RefinedWeb (Penedo et al. 2023) keeps about a tenth of a crawl after all its steps: what keeps less is rarely meant.
  together: z.number().gt(0).max(1).default(0.9),
  allow: z.array(z.string()).default([]),
});

/**
 * Decides by predicates over signals and columns of `documents`: `rules({ too_short: "word_count < 50" })`. Writes a row of
 * `decisions` for every rule that speaks on a document, with the value and the bound; the text is never read.
 */
export function rules(map: RuleMap, options: RulesOptions = {}): QueryStage {
  const named = namedRules(map);
  const limits = checkOptions("rules", optionsSchema, options);
  return {
    kind: "rules",
    shape: "query",
    version: 2,
    options: { rules: named.map(({ name, when, why }) => ({ name, when, why })) },
    tables: { decisions: contract.decisions },
    reads: ["signals", "documents"],
    check: async ({ columns, rows }) =>
      refuseContradictions(await checkRules(map, columns, { rows }), columns, { rows }),
    rules: named.map(({ name }) => name),
    without: (rule) => withoutRule(map, rule, options),
    run: async (context) => decide(map, context, limits),
  };
}

/** The same stage without a rule; without any, where all are undone, it decides nothing. */
function withoutRule(map: RuleMap, rule: string, options: RulesOptions): QueryStage {
  const { [rule]: _, ...others } = map;
  if (Object.keys(others).length > 0) return rules(others, options);
  const { check: _check, without: _without, ...stage } = rules(map, options);
  return { ...stage, options: { rules: [] }, rules: [], run: async () => ({ dropped: 0 }) };
}

async function decide(
  map: RuleMap,
  context: QueryContext,
  { share, together, allow }: Required<RulesOptions>,
): Promise<StageNotes> {
  const tables = { documents: context.table("documents"), signals: context.table("signals") };
  const origins = await readableColumns(tables, context);
  const checked = await checkRules(map, origins.known, context);
  const row = await countAll(checked, origins, tables, context);
  const counts = countsOf(row, checked);
  guardRules(counts, {
    stage: context.stage,
    share,
    together,
    allowed: (rule) => allow.includes(rule) || context.allowed(rule),
  });
  await context.write("decisions", decisionsSql(context.stage, checked, origins, tables));
  return notes(counts);
}

/** Counts all rules in one scan; where one cannot be computed for some value it is found and named. */
async function countAll(
  checked: readonly CheckedRule[],
  origins: ColumnOrigins,
  tables: RuleTables,
  { rows }: QueryContext,
): Promise<Row> {
  try {
    return (await rows(countsSql(checked, origins, tables)))[0];
  } catch (error) {
    for (const rule of checked) await rows(countsSql([rule], origins, tables)).catch(refuse(rule));
    throw error;
  }
}

function refuse({ name, when }: CheckedRule): (cause: Error) => never {
  return (cause) => {
    const [line] = cause.message.split("\n");
    if (!/^(?:Conversion|Out of Range|Invalid Input) Error/.test(line)) throw cause;
    throw new UserError(
      `rules, "${name}": "${when}" cannot be computed for every document: ${line.replace(/^[\w ]+ Error: /, "")}. TRY_CAST gives null where a cast fails`,
      { cause },
    );
  };
}

function countsOf(row: Readonly<Record<string, unknown>>, checked: readonly CheckedRule[]): RuleCounts {
  const rules = checked.map(({ name, share }, k) => ({
    rule: name,
    documents: Number(row[`rule_${k}`]),
    share,
  }));
  return { documents: Number(row.documents), together: Number(row.any_rule), rules };
}

function notes({ rules, together: dropped = 0 }: RuleCounts): StageNotes {
  const largest = rules.reduce((a, b) => (b.documents > a.documents ? b : a));
  return dropped === 0 ? { dropped } : { dropped, "largest rule": `${largest.rule} ${largest.documents}` };
}
