import type { SourceFault } from "../../core/stage.ts";
import { limits } from "./limits.ts";

/** A fault of one record: `what` is cut to 200 characters, with control characters escaped. */
export function faultOf(
  source: string,
  position: number,
  error: string,
  what: Uint8Array | string = "",
): SourceFault {
  return { source, position, error, excerpt: excerptOf(what) };
}

/** The first 200 characters of foreign text or bytes, safe to print. */
export function excerptOf(what: Uint8Array | string): string {
  const head = what.slice(0, limits.excerpt);
  return cut(show(typeof head === "string" ? head : Buffer.from(head).toString("utf8")));
}

/** Foreign text with control, bidirectional and line-separating characters written as `\u{..}`. */
export function show(text: string): string {
  return text.toWellFormed().replace(unsafe, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return short[character] ?? `\\u{${code.toString(16)}}`;
  });
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return show(error instanceof Error ? error.message : String(error)).slice(0, 500);
}

const unsafe = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
const short: Record<string, string> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function cut(text: string): string {
  return text.length <= limits.excerpt ? text : `${text.slice(0, limits.excerpt - 1).toWellFormed()}…`;
}
