import { z } from "zod";
import { checkOptions as check } from "../../core/options.ts";

const schema = z.strictObject({
  /** Pages with fewer words of main text are dropped. */
  minimumWords: z.int().min(0).default(0),
});

/** Options of `extract`. */
export type ExtractOptions = z.input<typeof schema>;

/** Checks the options of `extract`. */
export function checkOptions(options: unknown): z.output<typeof schema> {
  return check("extract", schema, options);
}
