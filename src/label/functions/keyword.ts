import { UserError } from "../../core/errors.ts";
import type { LabelingFunction } from "./labeling-function.ts";
import { findPhrase } from "./words.ts";

/** How keywords are compared with the text. */
export interface KeywordOptions {
  /** Only as whole words: `art` is not found in `party`. */
  readonly wholeWords?: boolean;
  readonly caseSensitive?: boolean;
}

/** Votes `label` when the text holds one of the words or phrases. */
export function keyword(
  words: string | readonly string[],
  label: string,
  { wholeWords = true, caseSensitive = false }: KeywordOptions = {},
): LabelingFunction {
  const listed = typeof words === "string" ? [words] : words;
  if (listed.length === 0 || listed.some((word) => word.trim() === "")) {
    throw new UserError(`keyword for "${label}": words must not be empty, got ${JSON.stringify(words)}`);
  }
  const needles = caseSensitive ? listed : listed.map((word) => word.toLowerCase());
  return {
    columns: [],
    definition: { keyword: listed, label, wholeWords, caseSensitive },
    vote: ({ text, lower }) =>
      needles.some((needle) => findPhrase(caseSensitive ? text : lower, needle, wholeWords) >= 0)
        ? label
        : null,
  };
}
