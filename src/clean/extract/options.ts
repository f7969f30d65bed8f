import { z } from "zod";
import { didYouMean, UserError } from "../../core/errors.ts";

const schema = z.strictObject({
  /** Pages with fewer words of main text are dropped. */
  minimumWords: z.int().min(0).default(0),
});

/** Options of `extract`. */
export type ExtractOptions = z.input<typeof schema>;

/** Checks the options of `extract`; an unknown key names the nearest known one. */
export function checkOptions(options: unknown): z.output<typeof schema> {
  const result = schema.safeParse(options);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  if (issue.code === "unrecognized_keys") {
    const [key] = issue.keys;
    throw new UserError(`extract has no option "${key}".${didYouMean(key, Object.keys(schema.shape))}`);
  }
  throw new UserError(`extract, option "${issue.path.join(".")}": ${issue.message}`);
}
