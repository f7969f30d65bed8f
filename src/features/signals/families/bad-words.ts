import { z } from "zod";
import { checkOptions } from "../../../core/options.ts";
import type { Document } from "../document.ts";
import { type Family, type Measurements, ratio } from "../family.ts";
import { badWordLists } from "./bad-word-lists.ts";
import { definer } from "./define.ts";
import { PhraseMatcher } from "./phrase-matcher.ts";
import { entriesOf, type ListOption, listIdentity, listSchema } from "./word-lists.ts";

/** Languages whose words are not parted by spaces. */
const unspaced = new Set(["ja", "th", "zh"]);

const schema = z.strictObject({
  lists: z.record(z.string(), listSchema).optional(),
  fallback: z.string().nullable().default("en"),
});

/** Lists of bad words. */
export interface BadWordsOptions {
  /** A list by ISO 639-1 code: entries, or a file with one a line. It takes the place of Sluice's own list of that language. */
  readonly lists?: Readonly<Record<string, ListOption>>;
  /** Which list serves documents of no known language or of one without a list; null measures none there. Default `en`. */
  readonly fallback?: string | null;
}

const define = definer("mC4, Xue et al. 2021, section 3.1; as LDNOOBW lists are used", "mc4");

/**
 * Obscene words by the language of the document: literal phrases, in any case of letters, between characters of no word; anywhere in
 * Japanese, Thai and Chinese. `measure("language", badWords({ lists: { en: "bad-words.txt" } }))`.
 */
export function badWords(options: BadWordsOptions = {}): Family {
  const { lists = {}, fallback } = checkOptions("badWords", schema, options);
  const own = Object.entries(lists).map(([language, list]) => [
    language.split("-")[0].toLowerCase(),
    entriesOf(`badWords, list "${language}"`, list ?? []),
  ]) as [string, string[]][];
  const entries = new Map<string, readonly string[]>([...badWordLists, ...own]);
  return {
    name: "bad_words",
    version: 1,
    columns,
    inputs: ["language"],
    settings: own.length > 0 || fallback !== "en" ? { lists: identities(own), fallback } : undefined,
    open: () => measureWith(entries, fallback),
  };
}

function identities(lists: readonly [string, readonly string[]][]) {
  return Object.fromEntries(lists.map(([language, entries]) => [language, listIdentity(entries)]));
}

const columns = {
  bad_word_list: define.text(
    "ISO 639-1 code",
    "The list that served the document: that of its language, or of English where there is none; null when no list served.",
  ),
  bad_word_count: define.count(
    "occurrences",
    "Words and phrases of that list; 0 for an empty text; null when no list served.",
  ),
  bad_word_ratio: define.number(
    "occurrences per word",
    "bad_word_count divided by the words of word_count, 1 at most; 0 without words; null when no list served.",
  ),
};

function measureWith(entries: ReadonlyMap<string, readonly string[]>, fallback: string | null) {
  const matchers = new Map<string, PhraseMatcher>();
  const matcherOf = (language: string) => {
    const known =
      matchers.get(language) ??
      new PhraseMatcher(entries.get(language) ?? [], unspaced.has(language) ? "none" : "words");
    matchers.set(language, known);
    return known;
  };
  return (document: Document, { language }: Measurements): Measurements => {
    const wanted = typeof language === "string" ? language.split("-")[0].toLowerCase() : "";
    const list = entries.has(wanted) ? wanted : fallback;
    if (list === null || !entries.has(list))
      return { bad_word_list: null, bad_word_count: null, bad_word_ratio: null };
    const count = matcherOf(list).count(document);
    return {
      bad_word_list: list,
      bad_word_count: count,
      bad_word_ratio: count === 0 ? 0 : Math.min(1, ratio(count, document.tokens.words)),
    };
  };
}
