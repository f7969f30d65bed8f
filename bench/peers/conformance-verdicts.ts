import { c4, c4Lenient } from "../../src/clean/rules/c4.ts";
import { datatroveReasons } from "../../src/clean/rules/datatrove.ts";
import { fineweb } from "../../src/clean/rules/fineweb.ts";
import { gopherQuality, gopherRepetition } from "../../src/clean/rules/gopher.ts";
import type { Row } from "../../src/core/table.ts";

/** Rules by name: `signal operator bound`, parted by AND. */
type Rules = Readonly<Record<string, string>>;

/** datatrove's filters as our rules, by the name of the filter. */
export const datatroveRules: Readonly<Record<string, Rules>> = {
  gopher_quality: gopherQuality,
  gopher_repetition: gopherRepetition,
  c4,
  c4_lenient: c4Lenient,
  fineweb,
  fineweb_v1: {
    too_few_punctuated_lines: "fineweb_v1_line_punct_ratio <= 0.12",
    too_many_short_lines: "fineweb_v1_short_line_ratio >= 0.67",
    too_many_repeated_characters: "fineweb_v1_char_dup_ratio >= 0.01",
    too_many_newlines: "fineweb_v1_list_ratio > 0.3",
  },
};

const repetition = (prefix: string) => ({
  repeated_lines: `${prefix}duplicate_line_ratio > 0.3`,
  repeated_line_characters: `${prefix}duplicate_line_char_ratio > 0.2`,
  dominant_2gram: `${prefix}top_2gram_char_ratio > 0.2`,
  dominant_3gram: `${prefix}top_3gram_char_ratio > 0.18`,
  dominant_4gram: `${prefix}top_4gram_char_ratio > 0.16`,
  repeated_5grams: `${prefix}duplicate_5gram_char_ratio > 0.15`,
  repeated_6grams: `${prefix}duplicate_6gram_char_ratio > 0.14`,
  repeated_7grams: `${prefix}duplicate_7gram_char_ratio > 0.13`,
  repeated_8grams: `${prefix}duplicate_8gram_char_ratio > 0.12`,
  repeated_9grams: `${prefix}duplicate_9gram_char_ratio > 0.11`,
  repeated_10grams: `${prefix}duplicate_10gram_char_ratio > 0.1`,
});

/** DCLM's filters as our rules, by the name of the filter: the document goes when any of them holds. */
export const dclmRules: Readonly<Record<string, Rules>> = {
  page_length_filter: { few: "dclm_page_word_count < 50", many: "dclm_page_word_count > 100000" },
  word_length_filter: {
    none: "dclm_word_count = 0",
    short: "dclm_mean_word_length < 3",
    long: "dclm_mean_word_length > 10",
  },
  symbol_ratio_filter: { none: "dclm_word_count = 0", many: "dclm_symbol_ratio > 0.1" },
  bullet_count_filter: { many: "dclm_bullet_line_ratio > 0.9" },
  ellipsis_count_filter: { many: "dclm_ellipsis_line_ratio > 0.3" },
  alphabetic_word_ratio_filter: { none: "dclm_word_count = 0", many: "dclm_non_alphabetic_word_ratio > 0.2" },
  stop_word_filter: { few: "dclm_stop_word_count < 2" },
  massive_web_repetition_filters: {
    none: "dclm_line_count = 0",
    ...repetition("dclm_"),
    repeated_paragraphs: "dclm_duplicate_paragraph_ratio > 0.3",
    repeated_paragraph_characters: "dclm_duplicate_paragraph_char_ratio > 0.2",
  },
  c4: {
    lorem: "dclm_c4_lorem_lines > 0",
    curly: "dclm_c4_curly_lines > 0",
    sentences: "dclm_c4_kept_sentences < 3",
  },
};

/** The paper's bounds over Dolma's tags; Dolma's own mixes choose among them. */
export const dolmaRules: Readonly<Record<string, Rules>> = {
  gopher_quality: {
    too_few_words: "dolma_word_count < 50",
    too_many_words: "dolma_word_count > 100000",
    words_too_short: "dolma_median_word_length < 3",
    words_too_long: "dolma_median_word_length > 10",
    too_many_symbols: "dolma_symbol_ratio > 0.1",
    too_few_alphabetic_words: "dolma_alphabetic_word_ratio < 0.8",
    too_few_stop_words: "dolma_stop_word_count < 2",
    too_many_bullets: "dolma_bullet_line_ratio > 0.9",
    too_many_ellipsis_lines: "dolma_ellipsis_line_ratio > 0.3",
  },
  gopher_repetition: repetition("dolma_"),
};

const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "=": (a, b) => a === b,
};

/** The rules that hold for a row, in their order; a null holds for none. */
export function failing(rules: Rules, row: Row): string[] {
  return Object.entries(rules)
    .filter(([, rule]) => rule.split(" AND ").every((part) => holds(part, row)))
    .map(([name]) => name);
}

function holds(part: string, row: Row): boolean {
  const [signal, operator, bound] = part.split(" ");
  const value = row[signal];
  if (value === undefined) throw new Error(`no signal ${signal}`);
  return typeof value === "number" && comparisons[operator](value, Number(bound));
}

/** datatrove's word for our rule. */
export function reasonOf(rule: string | undefined): string | null {
  return rule === undefined ? null : datatroveReasons[rule as keyof typeof datatroveReasons];
}
