import type { z } from "zod";
import { didYouMean, UserError } from "../../core/errors.ts";

/** Checks the options of a stage once; a mistake becomes one line that names the option, the value and the way out. */
export function parseOptions<T extends z.ZodObject>(
  stage: string,
  schema: T,
  options: z.input<T>,
): z.output<T> {
  const parsed = schema.safeParse(options);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  if (issue.code === "unrecognized_keys") {
    const key = issue.keys[0];
    const known = Object.keys(schema.shape);
    const hint = didYouMean(key, known) || ` It has ${known.join(", ")}.`;
    throw new UserError(`${stage}: no option "${key}".${hint}`);
  }
  const path = issue.path.join(".");
  const value = issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown>)?.[key], options);
  throw new UserError(`${stage}: ${path || "options"}: ${issue.message}, got ${JSON.stringify(value)}.`);
}
