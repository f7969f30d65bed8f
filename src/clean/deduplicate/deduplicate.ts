import type { BatchStage, QueryStage } from "../../core/stage.ts";
import { decideStage } from "./decide-stage.ts";
import { earlierStage } from "./earlier-stage.ts";
import { alikeStage } from "./meaning/alike-stage.ts";
import { neighbourhoodsStage } from "./meaning/neighbourhoods-stage.ts";
import { type DeduplicateOptions, settingsOf } from "./options.ts";
import { signaturesStage } from "./signatures.ts";
import { starsStage } from "./stars-stage.ts";
import { verifyStage } from "./verify-stage.ts";

/**
 * Finds copies and drops all but the one to keep: equal texts or addresses, near-duplicates found by MinHash or SimHash and
 * verified by the true Jaccard similarity of their word shingles, and documents of one meaning by their vectors, within the run
 * and against earlier releases. Clusters are stars of verified pairs, so no chain of weak links merges.
 */
export function deduplicate(options: DeduplicateOptions = {}): readonly (BatchStage | QueryStage)[] {
  const settings = settingsOf(options);
  return [
    signaturesStage(settings),
    ...(settings.against.length > 0 ? [earlierStage(settings)] : []),
    verifyStage(settings),
    ...(settings.methods.includes("semantic") ? [neighbourhoodsStage(settings), alikeStage(settings)] : []),
    starsStage(settings),
    {
      ...decideStage(settings),
      against: (release) => deduplicate({ ...options, against: withAnother(options.against, release) }),
    },
  ];
}

function withAnother(known: DeduplicateOptions["against"], release: string): DeduplicateOptions["against"] {
  return known === undefined ? release : [release, ...[known].flat()];
}
