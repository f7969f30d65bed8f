import type { BatchStage, QueryStage } from "../../core/stage.ts";
import { decideStage } from "./decide-stage.ts";
import { indexStage } from "./index-stage.ts";
import { type DecontaminateOptions, settingsOf } from "./options.ts";
import { scanStage } from "./scan-stage.ts";

/**
 * Finds documents that share grams of words with evaluation sets, and drops them, cuts the shared stretches, or tags them. Writes the
 * evidence into `contamination`; a hit of the exact index is verified on the words. Throws a UserError for a set it cannot read.
 */
export function decontaminate(options: DecontaminateOptions): readonly [QueryStage, BatchStage, QueryStage] {
  const settings = settingsOf(options);
  return [indexStage(settings), scanStage(settings), decideStage(settings)];
}
