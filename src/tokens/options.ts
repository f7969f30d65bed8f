import { z } from "zod";
import { didYouMean, UserError } from "../core/errors.ts";
import { encodings, tokenizerNames } from "./tokenizers/encodings.ts";

/** A tokenizer by name. */
export const tokenizerOption = z.enum(tokenizerNames).default("gpt2");

/** Seed of every pseudo-random choice: a whole number. */
export const seedOption = z.int().nonnegative().default(0);

/** Options checked by their schema, defaults filled in; a UserError that names the verb, the option and the way out. */
export function checkOptions<S extends z.ZodObject>(verb: string, schema: S, options: unknown): z.output<S> {
  const checked = schema.safeParse(options);
  if (checked.success) return checked.data;
  throw new UserError(`${verb}: ${message(checked.error.issues[0], schema, options)}`);
}

function message(issue: z.core.$ZodIssue, schema: z.ZodObject, options: unknown): string {
  if (issue.code === "unrecognized_keys") {
    const [key] = issue.keys;
    return `unknown option "${key}".${didYouMean(key, Object.keys(schema.shape))}`;
  }
  const found = issue.path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown>)?.[key],
    options,
  );
  const near = issue.path[0] === "tokenizer" ? didYouMean(String(found), Object.keys(encodings)) : "";
  return `${issue.path.join(".") || "options"}: ${issue.message}, got ${JSON.stringify(found)}.${near}`;
}
