import type { Editor } from "../rule.ts";
import type { Sheet } from "../sheet.ts";
import { findPii, type PiiOptions } from "./find.ts";
import type { PiiKind } from "./found.ts";

/** What becomes of what was found. */
export interface Masking extends PiiOptions {
  readonly mask: "placeholder" | "numbered" | "tag";
  readonly placeholder: string;
}

const AT = 0x40;

/** Masks or tags personal and secret data; knows nothing of other documents. */
export function redactor(options: Masking): Editor {
  return {
    // Every kind but an address of e-mail has a digit; a group of IPv6 may have none, but an address of letters alone is no one's.
    concerns: (sheet) => sheet.has(0x30, 0x39) || sheet.has(AT),
    edit: (sheet) => redactSheet(sheet, options),
  };
}

function redactSheet(sheet: Sheet, options: Masking): void {
  const { text } = sheet;
  const found = findPii(text, options);
  const numbers = new Map<string, number>();
  const counts = new Map<PiiKind, number>();
  sheet.apply(
    found.map(({ kind, start, end }) => {
      const value = text.slice(start, end);
      if (options.mask === "tag") return { rule: kind, start, end, replacement: value, tag: true };
      const number = options.mask === "numbered" ? numberOf(kind, value, numbers, counts) : undefined;
      return { rule: kind, start, end, replacement: maskOf(options.placeholder, kind, number) };
    }),
  );
}

/** The number of a value among those of its kind in this document, from 1 on, however it is spaced or cased. */
function numberOf(
  kind: PiiKind,
  value: string,
  numbers: Map<string, number>,
  counts: Map<PiiKind, number>,
): number {
  const key = `${kind} ${kind === "secret" ? value : value.toLowerCase().replace(/[\s()-]/g, "")}`;
  const known = numbers.get(key);
  if (known !== undefined) return known;
  const number = (counts.get(kind) ?? 0) + 1;
  counts.set(kind, number);
  numbers.set(key, number);
  return number;
}

/** `<email>`; with a number `<email-2>`: it follows the kind. */
function maskOf(placeholder: string, kind: PiiKind, number: number | undefined): string {
  return placeholder.split("{kind}").join(number === undefined ? kind : `${kind}-${number}`);
}
