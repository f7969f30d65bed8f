import type { BatchStage, QueryStage } from "../../core/stage.ts";
import { cutStage } from "../edit/cut-stage.ts";
import { decideStage, SUBSTRING_CUTS } from "./decide-stage.ts";
import { findStage } from "./find-stage.ts";
import { fingerprintsStage } from "./fingerprints-stage.ts";
import { type DeduplicateSubstringsOptions, settingsOf } from "./options.ts";

/**
 * Cuts substrings of at least `minimum` tokens that stand in an earlier document, or earlier in the same one, as rows of `edits`,
 * and drops documents of which too little is left. A token goes exactly when it lies in a window of `minimum` tokens that
 * occurred before: nothing is estimated.
 */
export function deduplicateSubstrings(
  options: DeduplicateSubstringsOptions = {},
): readonly [BatchStage, QueryStage, QueryStage, BatchStage] {
  const settings = settingsOf(options);
  const { memory: _, ...decisive } = settings;
  return [
    fingerprintsStage(settings),
    findStage(settings),
    decideStage(settings),
    cutStage("deduplicateSubstrings", SUBSTRING_CUTS, decisive),
  ];
}
