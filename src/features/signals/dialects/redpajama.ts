import type { Document } from "../document.ts";
import { type Family, type Measurements, ratio, type Signal } from "../family.ts";
import { trimEnd, trimStart } from "../lines.ts";
import { RecurringGrams } from "../recurring-grams.ts";
import { codePointAt } from "../unicode.ts";
import { coveredCharacters, topCharacters } from "./grams.ts";
import { countSymbols, endsInEllipsis, endsInStops } from "./marks.ts";
import { NormalizedWords } from "./normalized-words.ts";
import { WordPunctTokens } from "./word-punct.ts";

const NEWLINE = 10;
const shared = { source: "RedPajama-V2, Weber et al. 2024, table of quality signals", dialect: "redpajama" };
const share = (definition: string): Signal => ({ type: "DOUBLE", unit: "ratio", definition, ...shared });
const words = "words (white space parts them) without ASCII punctuation, in lower case and NFD";
const tokens = "tokens (runs of letters, digits and _, or of other characters than white space)";
const topShare = (n: number) =>
  share(
    `Characters of the most frequent ${n}-gram of ${words}, times its count, divided by characters of all; 0 where none repeats.`,
  );
const repeatedShare = (n: number) =>
  share(
    `Characters of ${words} that stand in a ${n}-gram that occurs more than once, divided by characters of all.`,
  );

/** Gopher's signals as RedPajama-V2 annotates them. The originals are rounded to eight decimal places, these are not. */
export const gopherRedpajama: Family = {
  name: "gopher_redpajama",
  version: 1,
  columns: {
    redpajama_word_count: {
      ...share("Words parted by white space that hold more than ASCII punctuation."),
      type: "INTEGER",
      unit: "words",
    },
    redpajama_mean_word_length: {
      ...share(`Mean number of characters of ${words}; null without words.`),
      unit: "characters",
    },
    redpajama_symbol_ratio: share(
      `Occurrences of #, of ... and of …, together, divided by ${tokens}; null without tokens.`,
    ),
    redpajama_non_alphabetic_word_ratio: share(
      `Part of the ${tokens} without a letter of ASCII; null without tokens.`,
    ),
    redpajama_bullet_line_ratio: share(
      "Lines (parted at newlines, blank ones too) that start with one of • ‣ ▶ ◀ ◦ ■ □ ▪ ▫ –, after white space, divided by their number; null without lines.",
    ),
    redpajama_ellipsis_line_ratio: share(
      "Lines (parted at newlines, blank ones too) that end in ... or …, before white space, divided by their number; null without lines.",
    ),
    redpajama_top_2gram_char_ratio: topShare(2),
    redpajama_top_3gram_char_ratio: topShare(3),
    redpajama_top_4gram_char_ratio: topShare(4),
    redpajama_duplicate_5gram_char_ratio: repeatedShare(5),
    redpajama_duplicate_6gram_char_ratio: repeatedShare(6),
    redpajama_duplicate_7gram_char_ratio: repeatedShare(7),
    redpajama_duplicate_8gram_char_ratio: repeatedShare(8),
    redpajama_duplicate_9gram_char_ratio: repeatedShare(9),
    redpajama_duplicate_10gram_char_ratio: repeatedShare(10),
  },
  open: () => {
    const grams = new RecurringGrams();
    return (document) => ({
      ...wordShares(document),
      ...lineShares(document),
      ...gramShares(document.reading(NormalizedWords), grams),
    });
  },
};

/** `part / whole`, null where there is nothing to divide by. */
function ratioOrNull(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function wordShares(document: Document): Measurements {
  const { words: normalized } = document.reading(NormalizedWords);
  const raw = document.reading(WordPunctTokens);
  return {
    redpajama_word_count: normalized.count,
    redpajama_mean_word_length: ratioOrNull(normalized.totalCharacters, normalized.count),
    redpajama_symbol_ratio: ratioOrNull(countSymbols(document, "joined stops"), raw.count),
    redpajama_non_alphabetic_word_ratio: ratioOrNull(raw.count - raw.latin, raw.count),
  };
}

const bullets = new Set(Array.from("•‣▶◀◦■□▪▫–", (mark) => mark.codePointAt(0)));

function lineShares({ bytes, length, newlines, profile }: Document): Measurements {
  const { count, starts, ends } = newlines;
  let [bulleted, ellipses] = [0, 0];
  for (let l = 0; l < count; l++) {
    const start = trimStart(bytes, starts[l], ends[l]);
    const end = trimEnd(bytes, start, ends[l]);
    if (start < end && bullets.has(codePointAt(bytes, start))) bulleted++;
    if (endsInEllipsis(bytes, start, end) || endsInStops(bytes, start, end, 0)) ellipses++;
  }
  const lines = profile.newlines + (length > 0 && bytes[length - 1] !== NEWLINE ? 1 : 0);
  return {
    redpajama_bullet_line_ratio: ratioOrNull(bulleted, lines),
    redpajama_ellipsis_line_ratio: ratioOrNull(ellipses, lines),
  };
}

function gramShares({ words: normalized, vocabulary }: NormalizedWords, grams: RecurringGrams): Measurements {
  const all = normalized.totalCharacters;
  const shares: Record<string, number> = {};
  grams.begin(normalized.count, vocabulary);
  for (let n = 2; n <= 10; n++, grams.lengthen()) {
    if (n < 5)
      shares[`redpajama_top_${n}gram_char_ratio`] = ratio(topCharacters(grams, normalized, "first"), all);
    else shares[`redpajama_duplicate_${n}gram_char_ratio`] = ratio(coveredCharacters(grams, normalized), all);
  }
  return shares;
}
