import type { Document } from "../document.ts";
import { type Family, type Measurements, ratio } from "../family.ts";
import { definer } from "./define.ts";
import { fineweb2Table } from "./fineweb-2-table.ts";
import { WordSet } from "./word-set.ts";

/** What FineWeb-2 asks of documents of one language; a bound is the last value that passes. */
export interface Fineweb2Bounds {
  /** ISO 639-1, as `language` has it. */
  readonly language: string;
  /** Name of the published configuration: ISO 639-3 and script. */
  readonly configuration: string;
  /** Least language score, of GlotLID there. */
  readonly languageScore: number;
  readonly duplicateLines: number;
  /** Most characters in duplicate 5- to 10-grams, and in the top 2- to 4-gram, by n. */
  readonly duplicateGrams: Readonly<Record<number, number>>;
  readonly topGrams: Readonly<Record<number, number>>;
  readonly punctuatedLines: number;
  readonly newlines: number;
  readonly wordLength: readonly [least: number, most: number];
  /** Least share of words with a letter; the configuration calls it max_non_alpha_words_ratio. */
  readonly alphabeticWords: number;
  readonly stopWords: readonly string[];
}

const byLanguage = new Map(
  fineweb2Table
    .trim()
    .split("\n")
    .map((row) => [row.slice(0, row.indexOf(" ")), boundsOf(row)]),
);

/** Languages with bounds of their own. */
export const fineweb2Languages: readonly string[] = [...byLanguage.keys()];

/** FineWeb-2's bounds for a language as `language` names it (`zh-Hant` as `zh`); undefined for English and unknown ones. */
export function fineweb2Bounds(language: string): Fineweb2Bounds | undefined {
  return byLanguage.get(language.split("-")[0].toLowerCase());
}

const define = definer("FineWeb-2, Penedo et al. 2025, configurations by language", "datatrove-0.10");
const tokens = "words of word_count, case-sensitive; null for languages without a list";

/** What FineWeb-2 counts with lists of each language; its other rules are bounds on `gopher` and `fineweb` signals. */
export const fineweb2: Family = {
  name: "fineweb_2",
  version: 1,
  columns: {
    fineweb_2_configuration: define.text(
      "name",
      "FineWeb-2's configuration for the language of the document; null where it has none (English, unknown languages).",
    ),
    fineweb_2_stop_word_count: define.count(
      "distinct words",
      `How many stop words of the language occur among the ${tokens}. FineWeb-2 asks for 2.`,
    ),
    fineweb_2_stop_word_ratio: define.ratio(
      `Occurrences of stop words of the language divided by the ${tokens}; 0 without words.`,
    ),
  },
  inputs: ["language"],
  open: () => {
    const sets = new Map<string, WordSet>();
    return (document, { language }) => measureFineweb2(document, String(language ?? ""), sets);
  },
};

function measureFineweb2(document: Document, language: string, sets: Map<string, WordSet>): Measurements {
  const bounds = fineweb2Bounds(language);
  if (bounds === undefined)
    return {
      fineweb_2_configuration: null,
      fineweb_2_stop_word_count: null,
      fineweb_2_stop_word_ratio: null,
    };
  const set = sets.get(bounds.language) ?? new WordSet([bounds.stopWords]);
  sets.set(bounds.language, set);
  const { distinct, occurrences } = set.countIn(document.vocabulary, document.tokens);
  return {
    fineweb_2_configuration: bounds.configuration,
    fineweb_2_stop_word_count: distinct[0],
    fineweb_2_stop_word_ratio: Math.min(1, ratio(occurrences[0], document.tokens.words)),
  };
}

function boundsOf(row: string): Fineweb2Bounds {
  const [language, configuration, ...rest] = row.split(" ");
  const [score, lines, duplicates, tops, punctuation, newlines, least, most, alphabetic, words] = rest;
  return {
    language,
    configuration,
    languageScore: Number(score),
    duplicateLines: Number(lines),
    duplicateGrams: byLength(5, duplicates),
    topGrams: byLength(2, tops),
    punctuatedLines: Number(punctuation),
    newlines: Number(newlines),
    wordLength: [Number(least), Number(most)],
    alphabeticWords: Number(alphabetic),
    stopWords: words.split(","),
  };
}

/** Values for n-grams of `first` items and on, by their length. */
function byLength(first: number, list: string): Record<number, number> {
  return Object.fromEntries(list.split(",").map((value, k) => [first + k, Number(value)]));
}
