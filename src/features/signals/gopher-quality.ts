import type { Document } from "./document.ts";
import { type Family, type Measurements, ratio, type Signal } from "./family.ts";
import { trimEnd, trimStart } from "./lines.ts";
import type { Vocabulary } from "./vocabulary.ts";

const HASH = 0x23;
const source = "Gopher, Rae et al. 2021, table A1, quality filtering";
const dialect = "datatrove";

/** Words, as several families count them. */
export const wordCount: Signal = {
  type: "INTEGER",
  unit: "words",
  definition:
    "Tokens that hold a letter or a number. Clitics count (do|n't), hyphens part words, a Han, Hiragana or Katakana character is a word.",
  source,
  dialect,
};

const share = (definition: string): Signal => ({
  type: "DOUBLE",
  unit: "ratio",
  definition,
  source,
  dialect,
});

/** Gopher's quality signals as datatrove computes them: symbols are tokens of their own. */
export const gopherQuality: Family = {
  name: "gopher_quality",
  version: 1,
  columns: {
    word_count: wordCount,
    mean_word_length: {
      ...share("Mean number of characters of the words; 0 without words."),
      unit: "characters",
    },
    symbol_ratio_hash: share("Occurrences of # divided by tokens (words and symbols); 0 without tokens."),
    symbol_ratio_ellipsis: share(
      "Occurrences of ... and … divided by tokens (words and symbols); 0 without tokens.",
    ),
    bullet_line_ratio: share(
      "Lines that start with • or -, after white space, divided by lines, blank ones included; 0 without lines.",
    ),
    ellipsis_line_ratio: share(
      "Lines that end in ... or …, before white space, divided by lines, blank ones included; 0 without lines.",
    ),
    alphabetic_word_ratio: share(
      "Tokens (words and symbols) that hold a letter divided by tokens; 0 without tokens.",
    ),
    stop_word_count: {
      ...share("How many of the, be, to, of, and, that, have, with occur, case-sensitive: 0 to 8."),
      type: "INTEGER",
      unit: "distinct words",
    },
  },
  open: () => measureQuality,
};

/** The bytes of each stop word as one little-endian number. */
const stopWords = ["the", "be", "to", "of", "and", "that", "have", "with"].map((word) =>
  Buffer.from(word.padEnd(4, "\0")).readInt32LE(),
);

function measureQuality(document: Document): Measurements {
  const { tokens, profile, lines } = document;
  const { bullets, ellipses } = lineMarks(document);
  return {
    word_count: tokens.words,
    mean_word_length: ratio(tokens.wordCharacters, tokens.words),
    symbol_ratio_hash: ratio(profile.bytes[HASH], tokens.count),
    symbol_ratio_ellipsis: ratio(tokens.ellipses, tokens.count),
    bullet_line_ratio: ratio(bullets, lines.count),
    ellipsis_line_ratio: ratio(ellipses, lines.count),
    alphabetic_word_ratio: ratio(tokens.alphabetic, tokens.count),
    stop_word_count: countStopWords(document.vocabulary),
  };
}

function countStopWords(vocabulary: Vocabulary): number {
  let found = 0;
  for (const word of stopWords) if (vocabulary.has(word)) found++;
  return found;
}

function lineMarks({ bytes, lines }: Document) {
  let [bullets, ellipses] = [0, 0];
  for (let l = 0; l < lines.count; l++) {
    const from = trimStart(bytes, lines.starts[l], lines.ends[l]);
    if (from === lines.ends[l]) continue;
    const to = trimEnd(bytes, from, lines.ends[l]);
    if (bytes[from] === 0x2d || threeBytes(bytes, from) === 0xe280a2) bullets++;
    if (to - from >= 3 && (threeBytes(bytes, to - 3) === 0x2e2e2e || threeBytes(bytes, to - 3) === 0xe280a6))
      ellipses++;
  }
  return { bullets, ellipses };
}

function threeBytes(bytes: Uint8Array, i: number): number {
  return (bytes[i] << 16) | (bytes[i + 1] << 8) | bytes[i + 2];
}
