import { limits } from "./limits.ts";

/** A JSON value that cannot be a record. */
export class JsonFault extends Error {
  override name = "JsonFault";
}

/**
 * Parses one JSON record and checks it: an object, at most 128 deep. Integers beyond 2^53 become their digits as text:
 * a rounded identifier is a wrong one. Throws JsonFault or SyntaxError.
 */
export function parseRecord(line: string): Record<string, unknown> {
  const value: unknown = JSON.parse(line);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new JsonFault(`not a JSON object, but ${kindOf(value)}`);
  }
  return isExact(value, 1) ? (value as Record<string, unknown>) : parseExact(line);
}

/** Parses JSON with the digits of integers beyond 2^53 as text. */
export function parseExact(text: string): Record<string, unknown> {
  return JSON.parse(text, exact as (key: string, value: unknown) => unknown);
}

/** What a JSON value is, in a sentence. */
export function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** False when some integer in the value was rounded. Throws JsonFault beyond the depth that can be stored. */
export function isExact(value: object, depth: number): boolean {
  if (depth > limits.jsonDepth) throw new JsonFault(`JSON nested deeper than ${limits.jsonDepth}`);
  let all = true;
  for (const key in value) {
    const item = (value as Record<string, unknown>)[key];
    if (typeof item === "object" && item !== null) all = isExact(item, depth + 1) && all;
    else if (typeof item === "number" && isRounded(item)) all = false;
  }
  return all;
}

function isRounded(value: number): boolean {
  return Number.isInteger(value) && !Number.isSafeInteger(value);
}

/** A reviver that keeps the digits of integers (the third argument: TC39 "JSON.parse source text access"). */
function exact(_key: string, value: unknown, context: { source?: string }): unknown {
  const isInteger = typeof value === "number" && isRounded(value) && /^-?\d+$/.test(context.source ?? "");
  return isInteger ? context.source : value;
}
