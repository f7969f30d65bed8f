import { z } from "zod";
import { UserError } from "../../core/errors.ts";
import { checkOptions } from "../../core/options.ts";
import { columnsSchema } from "./columns.ts";
import { formats } from "./format.ts";
import { limits } from "./limits.ts";

const schema = z.strictObject({
  format: z.enum(formats).optional(),
  ...columnsSchema,
  exclude: z.union([z.string(), z.array(z.string())]).default([]),
  maximumRecordBytes: z
    .int()
    .min(1024)
    .max(400 * 2 ** 20)
    .default(limits.recordBytes),
});

/** Options of `ingest` and `look` as a user writes them. */
export type IngestOptions = z.input<typeof schema>;

/** The same, checked and complete. */
export type IngestSettings = z.output<typeof schema>;

/** Checks options once; an unknown key or a wrong value is the user's mistake, with its place and the way out. */
export function settingsOf(globs: string | readonly string[], options: IngestOptions, verb = "ingest") {
  const input = typeof globs === "string" ? [globs] : [...globs];
  if (input.length === 0 || input.some((pattern) => typeof pattern !== "string" || pattern === "")) {
    throw new UserError(
      `${verb}: needs the path, glob, folder or address of its input, as in ${verb}("data/*.jsonl.gz").`,
    );
  }
  return { input, settings: checkOptions(verb, schema, options) };
}
