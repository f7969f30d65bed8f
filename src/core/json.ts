import { createHash } from "node:crypto";

/**
 * One text for one meaning: keys sorted, undefined left out, functions and regular expressions by their source.
 * Two option objects with the same canonical text give the same stage key.
 */
export function canonical(value: unknown): string {
  return JSON.stringify(plain(value)) ?? "null";
}

/** SHA-256 of a text or of bytes, as hex. */
export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

function plain(value: unknown): unknown {
  if (typeof value === "function") return { $function: value.toString() };
  if (typeof value === "bigint") return { $bigint: value.toString() };
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof RegExp) return { $regexp: value.toString() };
  if (value instanceof Date) return { $date: value.toISOString() };
  if (value instanceof Set) return { $set: [...value].map(plain) };
  if (value instanceof Map) return { $map: [...value].map(plain) };
  if (ArrayBuffer.isView(value)) {
    return { $bytes: sha256(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) };
  }
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, plain(item)]),
  );
}
