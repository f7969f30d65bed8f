import type { RuleMap } from "./rule.ts";

/** Gopher's quality rules. Thresholds: Rae et al. 2021, table A1; all comparisons strict, signals in datatrove's dialect. */
export const gopherQuality = {
  too_few_words: "word_count < 50",
  too_many_words: "word_count > 100000",
  words_too_short: "mean_word_length < 3",
  words_too_long: "mean_word_length > 10",
  too_many_hashes: "symbol_ratio_hash > 0.1",
  too_many_ellipses: "symbol_ratio_ellipsis > 0.1",
  too_many_bullets: "bullet_line_ratio > 0.9",
  too_many_ellipsis_lines: "ellipsis_line_ratio > 0.3",
  too_few_alphabetic_words: "alphabetic_word_ratio < 0.8",
  too_few_stop_words: "stop_word_count < 2",
} as const satisfies RuleMap;

/** Gopher's repetition rules. Thresholds: Rae et al. 2021, table A1; signals in datatrove's dialect. */
export const gopherRepetition = {
  repeated_paragraphs: "duplicate_paragraph_ratio > 0.3",
  repeated_paragraph_characters: "duplicate_paragraph_char_ratio > 0.2",
  repeated_lines: "duplicate_line_ratio > 0.3",
  repeated_line_characters: "duplicate_line_char_ratio > 0.2",
  dominant_2gram: "top_2gram_char_ratio > 0.2",
  dominant_3gram: "top_3gram_char_ratio > 0.18",
  dominant_4gram: "top_4gram_char_ratio > 0.16",
  repeated_5grams: "duplicate_5gram_char_ratio > 0.15",
  repeated_6grams: "duplicate_6gram_char_ratio > 0.14",
  repeated_7grams: "duplicate_7gram_char_ratio > 0.13",
  repeated_8grams: "duplicate_8gram_char_ratio > 0.12",
  repeated_9grams: "duplicate_9gram_char_ratio > 0.11",
  repeated_10grams: "duplicate_10gram_char_ratio > 0.1",
} as const satisfies RuleMap;

/** All of Gopher's rules: needs `measure("gopher")`. */
export const gopher = { ...gopherQuality, ...gopherRepetition } as const satisfies RuleMap;
