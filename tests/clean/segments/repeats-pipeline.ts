import { deduplicateSegments } from "../../../src/clean/segments/deduplicate-segments.ts";
import { deduplicateSubstrings } from "../../../src/clean/substrings/deduplicate-substrings.ts";
import { pipeline } from "../../../src/core/pipeline.ts";
import { ingest } from "../../../src/io/ingest.ts";

/** Everything that cuts repeats, one after the other, so that a later entry reads the text that an earlier one left. */
export default pipeline({
  name: "repeats",
  stages: {
    documents: ingest("data/*.jsonl"),
    lines: deduplicateSegments({ unit: "line", minimumWords: 5 }),
    sentences: deduplicateSegments({ unit: "sentences", scope: "source", afterwards: { minimumWords: 5 } }),
    substrings: deduplicateSubstrings({ minimum: 20 }),
  },
});
