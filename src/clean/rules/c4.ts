import type { RuleMap } from "./rule.ts";

/**
 * C4's rules for documents: Raffel et al. 2020, section 2.2, with the paper's limits (3 words a line, 5 sentences), as
 * datatrove has them; the original code asks for 5 words and 3 sentences. Needs `measure("c4")`.
 */
export const c4 = {
  lorem_ipsum: "c4_lorem_lines > 0",
  curly_bracket: "c4_curly_lines > 0",
  too_few_sentences: "c4_kept_sentences < 5",
} as const satisfies RuleMap;

/** C4 without its test for terminal marks, as FineWeb runs it: Penedo et al. 2024, section 3.5 (the test alone costs 30 % of the tokens). */
export const c4Lenient = {
  lorem_ipsum: "c4_lenient_lorem_lines > 0",
  curly_bracket: "c4_lenient_curly_lines > 0",
  too_few_sentences: "c4_lenient_kept_sentences < 5",
} as const satisfies RuleMap;
