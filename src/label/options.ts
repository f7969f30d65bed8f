import type { z } from "zod";
import { didYouMean, UserError } from "../core/errors.ts";

/** Checks the options of a public function once; an unknown key names the nearest known one. `place` opens the message. */
export function parseOptions<S extends z.ZodObject>(schema: S, options: unknown, place: string): z.output<S> {
  const result = schema.safeParse(options);
  if (result.success) return result.data;
  throw new UserError(`${place}: ${describe(result.error.issues[0], schema, options)}`);
}

function describe(issue: z.core.$ZodIssue, schema: z.ZodObject, options: unknown): string {
  if (issue.code === "unrecognized_keys") {
    const known = issue.path.length === 0 ? Object.keys(schema.shape) : [];
    return `unknown option ${[...issue.path, issue.keys[0]].join(".")}.${didYouMean(issue.keys[0], known)}`;
  }
  const path = issue.path.join(".");
  return `${path === "" ? "options" : path}: ${issue.message}, got ${show(valueAt(options, issue.path))}`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], value);
}

function show(value: unknown): string {
  const text = typeof value === "function" ? "a function" : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
