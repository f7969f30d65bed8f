import type { RunRecord } from "../../../core/workspace.ts";
import type { FunnelData } from "../../../viz/charts/funnel-data.ts";

/** The funnel of a run in documents, from its record alone. */
export function recordedFunnel({ stages }: RunRecord): FunnelData {
  return {
    unit: "documents",
    input: stages[0]?.rows_out ?? 0,
    steps: stages
      .filter(({ dropped }) => dropped > 0)
      .map(({ name, dropped, rules }) => ({
        stage: name,
        lost: dropped,
        rules: rules.slice(0, 6).map(({ rule, documents }) => ({ rule, lost: documents })),
      })),
  };
}
