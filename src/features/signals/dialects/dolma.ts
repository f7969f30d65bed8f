import type { Document } from "../document.ts";
import { type Family, type Measurements, ratio, type Signal } from "../family.ts";
import { RecurringGrams } from "../recurring-grams.ts";
import { allCharacters, firstCharacters, recurringCharacters, topCharacters } from "./grams.ts";
import { recurringParts } from "./lines.ts";
import { endsInEllipsis, holdsSymbol } from "./marks.ts";
import { medianLength } from "./median.ts";
import { SpacedWords } from "./spaced.ts";
import { countStopWords } from "./stop-words.ts";
import type { Words } from "./words.ts";

const NEWLINE = 10;
const HASH = 0x23;
/** First byte of …, and of other characters. */
const ELLIPSIS_LEAD = 0xe2;
const ASTERISK = 0x2a;
const HYPHEN = 0x2d;
const shared = {
  source: "Gopher, Rae et al. 2021, table A1, as Dolma tags it (gopher_v1)",
  dialect: "dolma",
};
const v2 = { ...shared, source: "Gopher, Rae et al. 2021, table A1, as Dolma tags it (gopher_v2)" };
const share = (definition: string): Signal => ({ type: "DOUBLE", unit: "ratio", definition, ...shared });
const share2 = (definition: string): Signal => ({ ...share(definition), ...v2 });
const topShare = (n: number) =>
  share(
    `Characters of the most frequent ${n}-gram of words, without spaces, times its count, divided by characters of all words; the first where none repeats; null with fewer words.`,
  );
const repeatedShare = (n: number) =>
  share(
    `Characters of the ${n}-grams of words that occur more than once, summed over all occurrences, divided by the same sum over all ${n}-grams; null with fewer words.`,
  );
const lineShares = (lines: string, make: (definition: string) => Signal) => ({
  bullet_line_ratio: make(`${lines} that start with * or -, divided by their number; 0 for an empty text.`),
  ellipsis_line_ratio: make(`${lines} that end in …, divided by their number; 0 for an empty text.`),
  duplicate_line_ratio: make(
    `${lines} whose text occurs more than once, the first of them too, divided by their number; 0 for an empty text.`,
  ),
  duplicate_line_char_ratio: make(
    `Characters of lines whose text occurs more than once, the first of them too, divided by characters of all words; can exceed 1. ${lines}.`,
  ),
});
const allLines = lineShares("Lines (parted at each newline, blank ones too, not trimmed)", share);
const fullLines = lineShares("Lines (parted at one newline or more, not trimmed)", share2);

/** Gopher's signals as Dolma tags them: words parted by white space, median length, every occurrence of a repeated part. */
export const gopherDolma: Family = {
  name: "gopher_dolma",
  version: 1,
  columns: {
    dolma_word_count: { ...share("Words parted by white space."), type: "INTEGER", unit: "words" },
    dolma_median_word_length: {
      ...share("Median number of characters of the words; 0 without words."),
      unit: "characters",
    },
    dolma_symbol_ratio: share("Words that hold # or …, divided by words; 0 without words."),
    dolma_alphabetic_word_ratio: share("Words that hold a letter, divided by words; 0 without words."),
    dolma_stop_word_count: {
      ...share("Occurrences of the, be, to, of, and, that, have, with as words, case-sensitive."),
      type: "INTEGER",
      unit: "words",
    },
    dolma_top_2gram_char_ratio: topShare(2),
    dolma_top_3gram_char_ratio: topShare(3),
    dolma_top_4gram_char_ratio: topShare(4),
    dolma_duplicate_5gram_char_ratio: repeatedShare(5),
    dolma_duplicate_6gram_char_ratio: repeatedShare(6),
    dolma_duplicate_7gram_char_ratio: repeatedShare(7),
    dolma_duplicate_8gram_char_ratio: repeatedShare(8),
    dolma_duplicate_9gram_char_ratio: repeatedShare(9),
    dolma_duplicate_10gram_char_ratio: repeatedShare(10),
    dolma_bullet_line_ratio: allLines.bullet_line_ratio,
    dolma_ellipsis_line_ratio: allLines.ellipsis_line_ratio,
    dolma_duplicate_line_ratio: allLines.duplicate_line_ratio,
    dolma_duplicate_line_char_ratio: allLines.duplicate_line_char_ratio,
    dolma_v2_bullet_line_ratio: fullLines.bullet_line_ratio,
    dolma_v2_ellipsis_line_ratio: fullLines.ellipsis_line_ratio,
    dolma_v2_duplicate_line_ratio: fullLines.duplicate_line_ratio,
    dolma_v2_duplicate_line_char_ratio: fullLines.duplicate_line_char_ratio,
  },
  open: () => {
    const grams = new RecurringGrams();
    return (document) => {
      const spaced = document.reading(SpacedWords);
      grams.begin(spaced.words.count, spaced.vocabulary);
      return {
        ...wordShares(document),
        ...gramShares(spaced.words, grams),
        ...lineRatios(document, spaced.words.totalCharacters),
      };
    };
  },
};

function wordShares(document: Document): Measurements {
  const { words, bare } = document.reading(SpacedWords);
  const symbols = countSymbolWords(document, words);
  return {
    dolma_word_count: words.count,
    dolma_median_word_length: medianLength(words),
    dolma_symbol_ratio: ratio(symbols, words.count),
    dolma_alphabetic_word_ratio: ratio(words.count - bare, words.count),
    dolma_stop_word_count: countStopWords(words, "case-sensitive"),
  };
}

function countSymbolWords({ scan }: Document, { squeezed, offsets, count }: Words): number {
  if (scan.counts[HASH] + scan.counts[ELLIPSIS_LEAD] === 0) return 0;
  let symbols = 0;
  for (let w = 0; w < count; w++) if (holdsSymbol(squeezed, offsets[w], offsets[w + 1])) symbols++;
  return symbols;
}

function gramShares(words: Words, grams: RecurringGrams): Measurements {
  const shares: Record<string, number | null> = {};
  for (let n = 2; n <= 10; n++, grams.lengthen()) {
    const name = n < 5 ? `dolma_top_${n}gram_char_ratio` : `dolma_duplicate_${n}gram_char_ratio`;
    if (words.count < n) shares[name] = null;
    else if (n < 5)
      shares[name] = ratio(
        topCharacters(grams, words, "first") || firstCharacters(words, n),
        words.totalCharacters,
      );
    else shares[name] = ratio(recurringCharacters(grams, words), allCharacters(words, n));
  }
  return shares;
}

function lineRatios(document: Document, wordCharacters: number): Measurements {
  const { newlines, length, profile } = document;
  const { bullets, ellipses } = lineMarks(document);
  const recurring = recurringParts(document, newlines);
  const characters = recurring.characters / Math.max(1, wordCharacters);
  const ratiosOf = (lines: number) => {
    const blank = lines - newlines.count;
    const recurringLines = recurring.parts + (blank > 1 ? blank : 0);
    return [ratio(bullets, lines), ratio(ellipses, lines), ratio(recurringLines, lines)];
  };
  const all = ratiosOf(length === 0 ? 0 : profile.newlines + 1);
  const full = ratiosOf(length === 0 ? 0 : newlines.count + emptyEnds(document));
  return {
    dolma_bullet_line_ratio: all[0],
    dolma_ellipsis_line_ratio: all[1],
    dolma_duplicate_line_ratio: all[2],
    dolma_duplicate_line_char_ratio: characters,
    dolma_v2_bullet_line_ratio: full[0],
    dolma_v2_ellipsis_line_ratio: full[1],
    dolma_v2_duplicate_line_ratio: full[2],
    dolma_v2_duplicate_line_char_ratio: characters,
  };
}

/** Empty lines that a split at runs of newlines leaves at the ends of the text. */
function emptyEnds({ bytes, length }: Document): number {
  return (bytes[0] === NEWLINE ? 1 : 0) + (bytes[length - 1] === NEWLINE ? 1 : 0);
}

function lineMarks({ bytes, newlines: { starts, ends, count } }: Document) {
  let [bullets, ellipses] = [0, 0];
  for (let l = 0; l < count; l++) {
    const first = bytes[starts[l]];
    if (first === ASTERISK || first === HYPHEN) bullets++;
    if (endsInEllipsis(bytes, starts[l], ends[l])) ellipses++;
  }
  return { bullets, ellipses };
}
