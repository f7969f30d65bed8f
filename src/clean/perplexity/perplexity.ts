import type { Entry } from "../../core/stage.ts";
import { applyStage } from "./apply-stage.ts";
import { fitStage } from "./fit-stage.ts";
import { type PerplexityOptions, settingsOf } from "./options.ts";

/**
 * Measures how surprising every document is to an n-gram language model of a reference that you name:
 * `perplexity({ reference: "good/*.jsonl.gz" })`. Writes the signals `perplexity`, `perplexity_line_median`, `perplexity_line_p90` and
 * `perplexity_unknown_ratio`, for rules to read.
 */
export function perplexity(options: PerplexityOptions): Entry {
  const settings = settingsOf(options);
  return [fitStage(settings), applyStage(settings)];
}
