import type { Database } from "../../../core/database.ts";
import type { Row } from "../../../core/table.ts";
import type { FunnelData } from "../../../viz/charts/funnel-data.ts";
import { fallenDocuments } from "../../../viz/report/queries.ts";
import { readFunnel } from "../../../viz/report/read-funnel.ts";
import type { Dependencies } from "../../dependencies.ts";
import { decisionsState, readTotals } from "./totals.ts";
import type { LossRule } from "./wire.ts";

/** What fell at each stage, and by which rules. */
export interface Losses {
  readonly funnel: FunnelData;
  readonly stages: ReadonlyMap<string, { readonly documents: number; readonly tokens: number | null }>;
  readonly rules: ReadonlyMap<string, readonly LossRule[]>;
}

/** The engine's own tables, made once per state of the workspace: who fell where, and which rules spoke. */
const lostDocumentsSql = `CREATE OR REPLACE TEMP TABLE lost_documents AS WITH ${fallenDocuments}
  SELECT whole.id, stage, place, tokens FROM whole JOIN sized USING (id)`;
const lostRulesSql = `CREATE OR REPLACE TEMP TABLE lost_rules AS
  SELECT id, stage, rule, count(*) OVER (PARTITION BY id) AS rules FROM (
    SELECT DISTINCT id, stage, rule FROM decisions SEMI JOIN lost_documents USING (id) WHERE verdict = 'drop')`;

const stagesSql = `SELECT stage, count(*) AS documents, sum(tokens) AS tokens, sum(tokens) AS all_tokens FROM lost_documents
  GROUP BY stage, place ORDER BY coalesce(place, 1000000), stage`;
const rulesSql = `WITH bounds AS (SELECT stage, rule, min(bound) AS bound FROM decisions WHERE verdict = 'drop'
    GROUP BY stage, rule HAVING count(DISTINCT bound) = 1)
  SELECT stage, rule, any_value(bounds.bound) AS bound, count(*) AS documents, sum(tokens) AS tokens,
    count(*) FILTER (rules = 1) AS alone
  FROM lost_documents JOIN lost_rules USING (id, stage) LEFT JOIN bounds USING (stage, rule)
  GROUP BY stage, rule ORDER BY documents DESC, rule`;

/** Counts of every loss, with the funnel they make: in tokens where they are known. Leaves the tables behind that `lostDocuments` reads. */
export function readLosses({ live, people }: Pick<Dependencies, "live" | "people">): Promise<Losses> {
  return live.once(`losses ${decisionsState(people)}`, countLosses);
}

async function countLosses(database: Database): Promise<Losses> {
  await database.execute(lostDocumentsSql);
  await database.execute(lostRulesSql);
  const stageRows = await database.rows(stagesSql);
  const ruleRows = await database.rows(rulesSql);
  const totals = await readTotals(database);
  const stages = new Map(
    stageRows.map((row) => [
      String(row.stage),
      { documents: Number(row.documents), tokens: numberOrNull(row.tokens) },
    ]),
  );
  const byStage = Map.groupBy(ruleRows, ({ stage }) => String(stage));
  const rules = [...byStage].map(
    ([stage, rows]) => [stage, rows.map((row) => lossRule(row, stages.get(stage)?.documents ?? 0))] as const,
  );
  return { funnel: readFunnel(totals, stageRows, ruleRows), stages, rules: new Map(rules) };
}

function lossRule(row: Row, fallen: number): LossRule {
  const documents = Number(row.documents);
  const alone = Number(row.alone);
  return {
    rule: String(row.rule),
    documents,
    tokens: numberOrNull(row.tokens),
    share: documents / Math.max(1, fallen),
    alone,
    aloneShare: alone / Math.max(1, documents),
    bound: row.bound === null ? null : String(row.bound),
  };
}

/** A measured number, or null where there is none. */
export function numberOrNull(value: Row[string]): number | null {
  return value === null || !Number.isFinite(Number(value)) ? null : Number(value);
}
