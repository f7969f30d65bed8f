import type { Document } from "../document.ts";
import { type Family, type Measurements, ratio, type Signal } from "../family.ts";
import { RecurringGrams } from "../recurring-grams.ts";
import type { Segments } from "../segments.ts";
import { countFastTextWords } from "./fasttext-words.ts";
import { coveredCharacters, topCharacters } from "./grams.ts";
import { recurringParts, TrimmedLines } from "./lines.ts";
import { countSymbols, endsInEllipsis, endsInStops, isBullet } from "./marks.ts";
import { SpacedWords } from "./spaced.ts";
import { countStopWords } from "./stop-words.ts";
import { UnicodeWords } from "./unicode-words.ts";

const shared = {
  source: "Gopher, Rae et al. 2021, table A1, as DCLM's baselines filter by it (Li et al. 2024)",
  dialect: "dclm",
};
const count = (unit: string, definition: string): Signal => ({
  type: "INTEGER",
  unit,
  definition,
  ...shared,
});
const share = (definition: string): Signal => ({ type: "DOUBLE", unit: "ratio", definition, ...shared });
const lines = "Lines (parted at newlines, trimmed, empty ones left out)";
const paragraphs = "Paragraphs (parted at two newlines, trimmed, empty ones left out)";
const words =
  "words (Unicode text segmentation, UAX #29, without dictionaries; those that begin with a letter or a number)";
const partShare = (parts: string) =>
  share(
    `${parts} whose text occurs more than once, the first of them too, divided by their number; 0 where there is one or none.`,
  );
const characterShare = (parts: string) =>
  share(
    `Characters of ${parts} whose text occurs more than once, the first of them too, divided by characters of all; 0 where there is one or none.`,
  );
const topShare = (n: number) =>
  share(
    `Characters of the most frequent ${n}-gram of ${words}, the longest of several, times its count, divided by characters of all words; can exceed 1 where n-grams overlap; 0 where none repeats.`,
  );
const repeatedShare = (n: number) =>
  share(
    `Characters of ${words} that stand in a ${n}-gram that occurs more than once, divided by characters of all words.`,
  );

/** Gopher's signals as DCLM's baselines filter by them; the words of n-grams are those of Unicode text segmentation. */
export const gopherDclm: Family = {
  name: "gopher_dclm",
  version: 1,
  columns: {
    dclm_page_word_count: count(
      "words",
      "Words parted by blanks, tabs, newlines and other ASCII white space or NUL, as fastText parts them, that begin with a letter or a number: a word behind a quote does not count.",
    ),
    dclm_word_count: count("words", "Words parted by white space."),
    dclm_mean_word_length: {
      ...share("Mean number of characters of the words (white space parts words); 0 without words."),
      unit: "characters",
    },
    dclm_symbol_ratio: share(
      "Occurrences of #, of ..., of . . . and of …, together, divided by words (white space parts words); 0 without words.",
    ),
    dclm_non_alphabetic_word_ratio: share(
      "Words (white space parts words) without a letter, divided by words; 0 without words.",
    ),
    dclm_stop_word_count: count(
      "words",
      "Occurrences of the, be, to, of, and, that, have, with as words (white space parts words), in any case of letters.",
    ),
    dclm_line_count: count("lines", `${lines}.`),
    dclm_bullet_line_ratio: share(
      `${lines} that start with ●, •, * or -, divided by their number; 0 without lines.`,
    ),
    dclm_ellipsis_line_ratio: share(
      `${lines} that end in ..., . . . or …, divided by their number; 0 without lines.`,
    ),
    dclm_duplicate_line_ratio: partShare(lines),
    dclm_duplicate_line_char_ratio: characterShare(lines.toLowerCase()),
    dclm_duplicate_paragraph_ratio: partShare(paragraphs),
    dclm_duplicate_paragraph_char_ratio: characterShare(paragraphs.toLowerCase()),
    dclm_top_2gram_char_ratio: topShare(2),
    dclm_top_3gram_char_ratio: topShare(3),
    dclm_top_4gram_char_ratio: topShare(4),
    dclm_duplicate_5gram_char_ratio: repeatedShare(5),
    dclm_duplicate_6gram_char_ratio: repeatedShare(6),
    dclm_duplicate_7gram_char_ratio: repeatedShare(7),
    dclm_duplicate_8gram_char_ratio: repeatedShare(8),
    dclm_duplicate_9gram_char_ratio: repeatedShare(9),
    dclm_duplicate_10gram_char_ratio: repeatedShare(10),
  },
  open: () => {
    const grams = new RecurringGrams();
    return (document) => ({
      ...wordShares(document),
      ...lineShares(document),
      ...gramShares(document.reading(UnicodeWords), grams),
    });
  },
};

function wordShares(document: Document): Measurements {
  const { words: spaced, bare } = document.reading(SpacedWords);
  return {
    dclm_page_word_count: countFastTextWords(document),
    dclm_word_count: spaced.count,
    dclm_mean_word_length: ratio(spaced.totalCharacters, spaced.count),
    dclm_symbol_ratio: ratio(countSymbols(document, "joined and parted stops"), spaced.count),
    dclm_non_alphabetic_word_ratio: ratio(bare, spaced.count),
    dclm_stop_word_count: countStopWords(spaced, "any case"),
  };
}

function lineShares(document: Document): Measurements {
  const { bytes } = document;
  const { lines: trimmed, paragraphs: parts } = document.reading(TrimmedLines);
  let [bullets, ellipses] = [0, 0];
  for (let l = 0; l < trimmed.count; l++) {
    const [start, end] = [trimmed.starts[l], trimmed.ends[l]];
    if (isBullet(bytes, start)) bullets++;
    const closes = endsInEllipsis(bytes, start, end);
    if (closes || endsInStops(bytes, start, end, 0) || endsInStops(bytes, start, end, 1)) ellipses++;
  }
  const line = repetition(document, trimmed);
  const paragraph = repetition(document, parts);
  return {
    dclm_line_count: trimmed.count,
    dclm_bullet_line_ratio: ratio(bullets, trimmed.count),
    dclm_ellipsis_line_ratio: ratio(ellipses, trimmed.count),
    dclm_duplicate_line_ratio: line.parts,
    dclm_duplicate_line_char_ratio: line.characters,
    dclm_duplicate_paragraph_ratio: paragraph.parts,
    dclm_duplicate_paragraph_char_ratio: paragraph.characters,
  };
}

function repetition(document: Document, segments: Segments) {
  const { parts, characters } = recurringParts(document, segments);
  if (parts === 0) return { parts: 0, characters: 0 };
  let all = 0;
  for (let s = 0; s < segments.count; s++) all += document.characters(segments.starts[s], segments.ends[s]);
  return { parts: ratio(parts, segments.count), characters: ratio(characters, all) };
}

function gramShares({ words, vocabulary }: UnicodeWords, grams: RecurringGrams): Measurements {
  const all = words.totalCharacters;
  const shares: Record<string, number> = {};
  grams.begin(words.count, vocabulary);
  for (let n = 2; n <= 10; n++, grams.lengthen()) {
    if (n < 5) shares[`dclm_top_${n}gram_char_ratio`] = ratio(topCharacters(grams, words, "longest"), all);
    else shares[`dclm_duplicate_${n}gram_char_ratio`] = ratio(coveredCharacters(grams, words), all);
  }
  return shares;
}
