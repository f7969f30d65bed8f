import type { RuleStage } from "../../../clean/rules/ledger/ledger.ts";
import { finishedStages, type RunRecord, type Workspace } from "../../../core/workspace.ts";

/** A stage of rules of the run, and the entry of the pipeline that it is. */
export interface RuleStageOfRun extends RuleStage {
  readonly entry: string;
  readonly signals: readonly string[];
}

/** The stages of rules of a run as their manifests keep them, in the order of the road. */
export async function ruleStages(workspace: Workspace, run: RunRecord): Promise<RuleStageOfRun[]> {
  const signals: string[] = [];
  const found: RuleStageOfRun[] = [];
  for (const { name, entry, manifest } of await finishedStages(workspace, run)) {
    if (manifest.definition.kind === "rules") {
      const { rules } = JSON.parse(manifest.definition.options) as { rules: RuleStage["rules"] };
      found.push({
        name,
        entry,
        signals: [...signals],
        rules: rules.map((rule) => ({ name: rule.name, when: rule.when })),
      });
    }
    signals.push(...Object.keys(manifest.tables.signals ?? {}).filter((column) => column !== "id"));
  }
  return found;
}
