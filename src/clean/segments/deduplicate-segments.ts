import type { BatchStage, QueryStage } from "../../core/stage.ts";
import { cutStage } from "../edit/cut-stage.ts";
import { decideStage, SEGMENT_CUTS } from "./decide-stage.ts";
import { hashesStage } from "./hashes-stage.ts";
import { type DeduplicateSegmentsOptions, settingsOf } from "./options.ts";

/**
 * Cuts lines, paragraphs or windows of sentences that stand in an earlier document, or earlier in the same one, as rows of
 * `edits`, and drops documents of which too little is left. Segments are equal when 64-bit hashes of their normal forms are.
 */
export function deduplicateSegments(
  options: DeduplicateSegmentsOptions,
): readonly [BatchStage, QueryStage, BatchStage] {
  const settings = settingsOf(options);
  return [
    hashesStage(settings),
    decideStage(settings),
    cutStage("deduplicateSegments", SEGMENT_CUTS, settings),
  ];
}
