import { StructRow, Vector } from "apache-arrow";

/** A value of an Arrow column as JSON has it: integers beyond 2^53 as digits, times as ISO 8601, bytes as base64. */
export function arrowValue(value: unknown): unknown {
  if (typeof value === "bigint")
    return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Vector) return Array.from(value as Iterable<unknown>, arrowValue);
  if (value instanceof StructRow) return fieldsOf(value.toJSON());
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as Iterable<unknown>, arrowValue);
  return value ?? null;
}

function fieldsOf(row: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, arrowValue(value)]));
}
