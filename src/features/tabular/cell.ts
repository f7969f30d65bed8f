/** What became of one cell of text. */
export type Cell<Value> =
  /** Read. `rule` names what had to be done, or is null when the text was written as it should be. */
  | { readonly state: "read"; readonly value: Value; readonly rule: string | null }
  /** A word for no value. */
  | { readonly state: "missing"; readonly rule: string | null }
  /** Can be read in several ways; left alone. */
  | { readonly state: "ambiguous" }
  /** Cannot be read; left alone. */
  | { readonly state: "unread" };

/** Words that stand for no value, in lower case. */
const NULLS: ReadonlySet<string> = new Set([
  "",
  "n/a",
  "na",
  "n.a.",
  "#n/a",
  "null",
  "nil",
  "none",
  "nan",
  "missing",
  "unknown",
  "-",
  "--",
  "—",
  "–",
  "?",
  ".",
  "\\n",
]);

/** The cell of a text that stands for no value, or undefined. An absent cell needs no repair. */
export function missingCell(text: string | null): Cell<never> | undefined {
  if (text === null) return { state: "missing", rule: null };
  return NULLS.has(text.trim().toLowerCase()) ? { state: "missing", rule: "null" } : undefined;
}
