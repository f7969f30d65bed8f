import type { BatchStage, QueryStage } from "../../core/stage.ts";
import { decideStage } from "./decide-stage.ts";
import { type DeduplicateOptions, settingsOf } from "./options.ts";
import { signaturesStage } from "./signatures.ts";
import { starsStage } from "./stars-stage.ts";
import { verifyStage } from "./verify-stage.ts";

/**
 * Finds exact and near-duplicates and drops all but the one to keep. Near-duplicates are found by MinHash and verified by
 * the true Jaccard similarity of their word shingles; clusters are stars of verified pairs, so no chain of weak links merges.
 */
export function deduplicate(
  options: DeduplicateOptions = {},
): readonly [BatchStage, QueryStage, QueryStage, QueryStage] {
  const settings = settingsOf(options);
  return [signaturesStage(settings), verifyStage(settings), starsStage(), decideStage(settings)];
}
