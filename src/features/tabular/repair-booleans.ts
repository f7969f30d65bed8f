import { type Cell, missingCell } from "./cell.ts";

const words: ReadonlyMap<string, boolean> = new Map([
  ...["true", "t", "yes", "y", "on", "1", "1.0", "x", "✓", "ja", "oui", "si", "sí", "wahr"].map(
    (word) => [word, true] as const,
  ),
  ...["false", "f", "no", "n", "off", "0", "0.0", "✗", "nein", "non", "falsch"].map(
    (word) => [word, false] as const,
  ),
]);

/** Reads a column of truth values: `yes`, `N`, `TRUE`, `1`, … */
export function readBooleans(texts: readonly (string | null)[]): Cell<boolean>[] {
  return texts.map((text) => {
    const missing = missingCell(text);
    if (missing || text === null) return missing ?? { state: "missing", rule: null };
    const value = words.get(text.trim().toLowerCase());
    if (value === undefined) return { state: "unread" };
    return { state: "read", value, rule: text === String(value) ? null : "boolean.word" };
  });
}
