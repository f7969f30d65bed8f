import type { RuleMap } from "./rule.ts";

/**
 * FineWeb's own rules: Penedo et al. 2024, section 3.6 and appendix (the main text prints 0.1 for repeated characters, appendix
 * and code have 0.01); strict comparisons, as in datatrove 0.10. Needs `measure("fineweb")`.
 */
export const fineweb = {
  no_lines: "nonblank_line_count = 0",
  too_few_punctuated_lines: "line_punct_ratio < 0.12 AND nonblank_line_count > 0",
  too_many_short_lines: "short_line_ratio > 0.67",
  too_many_repeated_characters: "char_dup_ratio > 0.01",
  too_many_newlines: "list_ratio > 0.3",
} as const satisfies RuleMap;
