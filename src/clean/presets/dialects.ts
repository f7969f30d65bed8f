import type { RuleMap } from "../rules/rule.ts";

const top = { 2: 0.2, 3: 0.18, 4: 0.16 };
const duplicate = { 5: 0.15, 6: 0.14, 7: 0.13, 8: 0.12, 9: 0.11, 10: 0.1 };

/** Gopher's bounds on n-grams (Rae et al. 2021, table A1) over the signals whose names begin so. */
function gramRules(prefix: string): RuleMap {
  return Object.fromEntries([
    ...Object.entries(top).map(([n, bound]) => [
      `dominant_${n}gram`,
      `${prefix}top_${n}gram_char_ratio > ${bound}`,
    ]),
    ...Object.entries(duplicate).map(([n, bound]) => [
      `repeated_${n}grams`,
      `${prefix}duplicate_${n}gram_char_ratio > ${bound}`,
    ]),
  ]);
}

/** Gopher's rules over the signals that Dolma tags, as its Common Crawl mix has them (v1.5 and v1.6). */
export const gopherOfDolma: RuleMap = {
  too_few_words: "dolma_word_count < 50",
  too_many_words: "dolma_word_count > 100000",
  words_too_short: "dolma_median_word_length < 3",
  words_too_long: "dolma_median_word_length > 10",
  too_many_symbols: "dolma_symbol_ratio > 0.1",
  too_few_alphabetic_words: "dolma_alphabetic_word_ratio < 0.8",
  too_few_stop_words: "dolma_stop_word_count < 2",
  too_many_bullets: "dolma_bullet_line_ratio > 0.9",
  too_many_ellipsis_lines: "dolma_ellipsis_line_ratio > 0.3",
  repeated_lines: "dolma_duplicate_line_ratio > 0.3",
  repeated_line_characters: "dolma_duplicate_line_char_ratio > 0.3",
  ...gramRules("dolma_"),
};

/** Gopher's rules over the signals that DCLM's baselines filter by: its reproduction of RefinedWeb. */
export const gopherOfDclm: RuleMap = {
  too_few_words: "dclm_page_word_count < 50",
  too_many_words: "dclm_page_word_count > 100000",
  words_too_short: "dclm_mean_word_length < 3",
  words_too_long: "dclm_mean_word_length > 10",
  too_many_symbols: "dclm_symbol_ratio > 0.1",
  too_few_alphabetic_words: "dclm_non_alphabetic_word_ratio > 0.2",
  too_few_stop_words: "dclm_stop_word_count < 2",
  no_lines: "dclm_line_count = 0",
  too_many_bullets: "dclm_bullet_line_ratio > 0.9",
  too_many_ellipsis_lines: "dclm_ellipsis_line_ratio > 0.3",
  repeated_paragraphs: "dclm_duplicate_paragraph_ratio > 0.3",
  repeated_paragraph_characters: "dclm_duplicate_paragraph_char_ratio > 0.2",
  repeated_lines: "dclm_duplicate_line_ratio > 0.3",
  repeated_line_characters: "dclm_duplicate_line_char_ratio > 0.2",
  ...gramRules("dclm_"),
};

/** FineWeb's own rules as its first release was made: they reject at equality. */
export const finewebFirst: RuleMap = {
  too_few_punctuated_lines: "fineweb_v1_line_punct_ratio <= 0.12",
  too_many_short_lines: "fineweb_v1_short_line_ratio >= 0.67",
  too_many_repeated_characters: "fineweb_v1_char_dup_ratio >= 0.01",
  too_many_newlines: "fineweb_v1_list_ratio >= 0.3",
};

/** NeMo Curator's English heuristics, in the order of its configuration. */
export const nemo: RuleMap = {
  too_many_other_characters: "nemo_non_alphanumeric_ratio > 0.25",
  too_many_symbols: "nemo_symbol_word_ratio > 0.1",
  too_many_digits: "nemo_digit_ratio > 0.15",
  too_many_urls: "nemo_url_ratio > 0.2",
  too_much_white_space: "nemo_whitespace_ratio > 0.25",
  too_many_brackets: "nemo_bracket_ratio > 0.1",
  too_much_boilerplate: "nemo_boilerplate_ratio > 0.4",
  boilerplate_at_the_edges: "nemo_boilerplate_edges > 0",
  repeated_lines: "nemo_unique_line_ratio < 0.7",
  repeated_line_characters: "nemo_unique_line_character_ratio < 0.8",
  repeated_paragraphs: "nemo_unique_paragraph_ratio < 0.7",
  repeated_paragraph_characters: "nemo_unique_paragraph_character_ratio < 0.8",
  too_few_words: "nemo_word_count < 50",
  too_many_words: "nemo_word_count > 100000",
  too_few_punctuated_lines: "nemo_unpunctuated_line_ratio > 0.85",
  too_few_words_with_letters: "nemo_letter_word_ratio < 0.8",
  too_few_common_words: "nemo_common_word_count < 2",
  words_too_short: "nemo_mean_word_length < 3",
  words_too_long: "nemo_mean_word_length > 10",
  endless_word: "nemo_longest_word > 1000",
  too_many_ellipsis_lines: "nemo_ellipsis_line_ratio > 0.3",
  too_many_bullets: "nemo_bullet_line_ratio > 0.9",
  ...gramRules(""),
};
