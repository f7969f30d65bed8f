import type { Row } from "../../core/table.ts";
import type { FunnelData } from "../charts/funnel-data.ts";
import type { Totals } from "./facts.ts";

/** The funnel in tokens where they are known or can be estimated for all documents, in documents otherwise. */
export function readFunnel(
  { documents, tokens }: Totals,
  stages: readonly Row[],
  rules: readonly Row[],
): FunnelData {
  const byTokens = tokens !== null && stages.every((row) => row.tokens !== null && row.all_tokens !== null);
  const lostIn = (row: Row) => Number(byTokens ? row.tokens : row.documents);
  const sum = stages.reduce((all, row) => all + lostIn(row), 0);
  return {
    unit: byTokens ? "tokens" : "documents",
    estimated: byTokens && sum > 0,
    input: byTokens ? tokens + sum : documents,
    steps: stages.map((row) => ({
      stage: String(row.stage),
      lost: lostIn(row),
      rules: rules
        .filter(({ stage }) => stage === row.stage)
        .map((rule) => ({ rule: String(rule.rule), lost: lostIn(rule) }))
        .sort((a, b) => b.lost - a.lost)
        .slice(0, 6),
    })),
  };
}
