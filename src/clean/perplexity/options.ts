import { z } from "zod";
import { checkOptions } from "../../core/options.ts";

const reference = z.union([
  z.string().trim().min(1),
  z.strictObject({ files: z.string().min(1) }),
  z.strictObject({ where: z.string().trim().min(1) }),
]);

const schema = z.strictObject({
  /**
   * The text that counts as good: files (`"good/*.jsonl.gz"`; .jsonl, .parquet, .csv with a column `text`, .txt, .md), or the documents for which a
   * predicate over `documents` and signals holds (`"source LIKE 'wiki/%'"`).
   */
  reference,
  /** Units of the longest n-gram (5: CCNet, Wenzek et al. 2020). */
  order: z.int().min(1).max(5).default(5),
  /** `words`, or `characters` for scripts without spaces and for noisy spelling. */
  units: z.enum(["words", "characters"]).default("words"),
  /** By order from 1: n-grams that occur so often or less are left out of the model; `[0, 0, 1]` drops those above two units that occur once. */
  prune: z
    .array(z.int().min(0))
    .max(5)
    .refine(isRising, "must begin with 0 and never fall, such as [0, 0, 1]")
    .default([]),
  /** Units of the reference that are read, documents in the order of a hash: bounds memory at about 250 bytes a unit. */
  sample: z.int().min(1_000).max(200_000_000).default(10_000_000),
  /** First part of the names of the signals, where a pipeline measures against several references. */
  name: z
    .string()
    .regex(/^[a-z][a-z0-9_]*$/)
    .default("perplexity"),
});

/** Options of `perplexity`. */
export type PerplexityOptions = z.input<typeof schema>;

/** Checked options with every default in place. */
export type PerplexitySettings = z.output<typeof schema>;

/** Checks the options once. */
export function settingsOf(options: PerplexityOptions): PerplexitySettings {
  return checkOptions("perplexity", schema, options, tell);
}

function isRising(prune: readonly number[]): boolean {
  return (prune[0] ?? 0) === 0 && prune.every((least, i) => i === 0 || least >= prune[i - 1]);
}

function tell(name: string, value: unknown): string | undefined {
  if (name !== "reference") return undefined;
  return `reference must be files ("good/*.jsonl.gz") or a predicate ("source LIKE 'wiki/%'"), got ${JSON.stringify(value) ?? "nothing"}.`;
}
