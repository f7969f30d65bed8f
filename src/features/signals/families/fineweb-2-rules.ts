import { type Fineweb2Bounds, fineweb2Bounds, fineweb2Languages } from "./fineweb-2.ts";

/** Rules that keep their bound in every language: FineWeb-2 repeats Gopher's and loosens FineWeb's. */
const common: Readonly<Record<string, string>> = {
  too_few_words: "word_count < 50",
  too_many_words: "word_count > 100000",
  too_many_hashes: "symbol_ratio_hash > 0.1",
  too_many_ellipses: "symbol_ratio_ellipsis > 0.1",
  too_many_bullet_lines: "bullet_line_ratio > 0.9",
  too_many_ellipsis_lines: "ellipsis_line_ratio > 0.3",
  too_many_repeated_characters: "char_dup_ratio > 0.1",
  too_few_stop_words: "fineweb_2_stop_word_count < 2",
};

/**
 * The rules of FineWeb-2 as predicates of SQL that are true for documents to drop: what differs by language is one CASE over
 * `language`, and documents of languages without bounds pass it. Needs `measure("language", "gopher", "fineweb", "fineweb_2")`.
 */
export function fineweb2Rules(languages: readonly string[] = fineweb2Languages): Record<string, string> {
  const all = languages.flatMap((language) => fineweb2Bounds(language) ?? []);
  if (all.length === 0) return { ...common };
  const rule = (signal: string, sign: "<" | ">", bound: (of: Fineweb2Bounds) => number) =>
    `${signal} ${sign} ${caseOf(all, bound)}`;
  return {
    ...common,
    words_too_short: rule("mean_word_length", "<", ({ wordLength }) => wordLength[0]),
    words_too_long: rule("mean_word_length", ">", ({ wordLength }) => wordLength[1]),
    too_few_alphabetic_words: rule("alphabetic_word_ratio", "<", (of) => of.alphabeticWords),
    too_few_punctuated_lines: rule("line_punct_ratio", "<", (of) => of.punctuatedLines),
    too_many_newlines: rule("list_ratio", ">", (of) => of.newlines),
    too_many_duplicate_lines: rule("duplicate_line_ratio", ">", (of) => of.duplicateLines),
    ...gramRules("top", [2, 3, 4], (n) => rule(`top_${n}gram_char_ratio`, ">", (of) => of.topGrams[n])),
    ...gramRules("duplicate", [5, 6, 7, 8, 9, 10], (n) =>
      rule(`duplicate_${n}gram_char_ratio`, ">", (of) => of.duplicateGrams[n]),
    ),
  };
}

function gramRules(kind: string, lengths: readonly number[], rule: (n: number) => string) {
  return Object.fromEntries(lengths.map((n) => [`too_much_${kind}_${n}gram`, rule(n)]));
}

/** `CASE` over the language up to a script (`zh-Hant`): languages of equal bounds share a branch, others give null. */
function caseOf(all: readonly Fineweb2Bounds[], bound: (of: Fineweb2Bounds) => number): string {
  const byBound = new Map<number, string[]>();
  for (const of of all) byBound.set(bound(of), [...(byBound.get(bound(of)) ?? []), `'${of.language}'`]);
  const branches = [...byBound].map(
    ([value, languages]) => `WHEN split_part(language, '-', 1) IN (${languages.join(", ")}) THEN ${value}`,
  );
  return `CASE ${branches.join(" ")} END`;
}
