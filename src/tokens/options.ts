import { z } from "zod";
import { didYouMean } from "../core/errors.ts";
import { checkOptions as check, written } from "../core/options.ts";
import { encodings, tokenizerNames } from "./tokenizers/encodings.ts";

/** A tokenizer by name. */
export const tokenizerOption = z.enum(tokenizerNames).default("gpt2");

/** Seed of every pseudo-random choice: a whole number. */
export const seedOption = z.int().nonnegative().default(0);

/** Checks options by their schema; a tokenizer that does not exist is answered with the nearest name. */
export function checkOptions<S extends z.ZodObject>(verb: string, schema: S, options: unknown): z.output<S> {
  return check(verb, schema, options, (name, value) =>
    name === "tokenizer"
      ? `tokenizer must be one of ${tokenizerNames.join(", ")}, got ${written(value)}.${didYouMean(String(value), Object.keys(encodings))}`
      : undefined,
  );
}
