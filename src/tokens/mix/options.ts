import { z } from "zod";
import { readQuantity } from "../cost/quantity.ts";
import { seedOption, tokenizerOption } from "../options.ts";

/** Share of documents held out for validation: nanoGPT's. */
export const validationOption = z.number().min(0).max(0.5).default(0.0005);

const quantity = z.union([z.number(), z.string()]).transform((value, context) => {
  const tokens = typeof value === "number" ? value : readQuantity(value);
  if (tokens !== undefined && Number.isFinite(tokens) && tokens > 0) return tokens;
  context.addIssue({ code: "custom", message: 'must be a positive number of tokens such as 5e8 or "1B"' });
  return z.NEVER;
});

/** Options of `mix`. */
export const mixSchema = z.strictObject({
  tokenizer: tokenizerOption,
  /** Tokens of the training set, validation and end-of-text tokens included. */
  budget: quantity,
  /** Model in `scores` whose score decides which documents come first; without it chance alone decides. */
  by: z.string().min(1).optional(),
  /** How much chance there is in the choice: 0 takes the best scores, 2 is QuRating's, large is uniform. */
  temperature: z.number().min(0).default(1),
  /** Shares of tokens by pattern of the source (`*`, `?`; the first that matches). Documents without one stay out. */
  weights: z.record(z.string().min(1), z.number().positive()).optional(),
  /** Most often that a document is taken. */
  epochs: z.number().positive().max(1000).default(1),
  validation: validationOption,
  seed: seedOption,
});

/** Checked options of `mix`. */
export type MixOptions = z.output<typeof mixSchema>;
