import type { z } from "zod";
import { didYouMean, UserError } from "./errors.ts";

/**
 * Checks what a person wrote, once, by its schema; defaults are filled in. A mistake is one line that names the place,
 * the option, the value and the way out; `tell` may put it in better words than the schema's, for values it knows.
 */
export function checkOptions<S extends z.ZodObject>(
  place: string,
  schema: S,
  options: unknown,
  tell: Tell = () => undefined,
): z.output<S> {
  const checked = schema.safeParse(options);
  if (checked.success) return checked.data;
  throw new UserError(`${place}: ${complaint(checked.error.issues[0], schema, options, tell)}`);
}

/** Words for a wrong value of an option, or undefined. */
type Tell = (name: string, value: unknown) => string | undefined;

function complaint(issue: z.core.$ZodIssue, schema: z.ZodObject, options: unknown, tell: Tell): string {
  if (issue.code === "unrecognized_keys") {
    const known = issue.path.length === 0 ? Object.keys(schema.shape) : [];
    const key = [...issue.path, issue.keys[0]].join(".");
    const options = known.length > 0 ? ` Options: ${known.join(", ")}.` : "";
    return `unknown option "${key}".${didYouMean(issue.keys[0], known)}${options}`;
  }
  const name = issue.path.join(".") || "options";
  const at = (path: readonly PropertyKey[]) =>
    path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], options);
  const told = tell(String(issue.path[0] ?? ""), at(issue.path.slice(0, 1)));
  return told ?? `${name}: ${issue.message}, got ${written(at(issue.path))}.`;
}

/** A value as a person would write it, cut at 60 characters. */
export function written(value: unknown): string {
  const text = typeof value === "function" ? "a function" : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
