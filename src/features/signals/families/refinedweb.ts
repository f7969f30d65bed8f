import type { Document } from "../document.ts";
import { type Family, type Measurements, ratio } from "../family.ts";
import { definer } from "./define.ts";
import { forEachLine, type LineWords } from "./lines.ts";
import { SpacedWords } from "./spaced-words.ts";

const UPPERCASE = 0.5;
const DIGITS = 0.999999;
/** Folded words that a line of a counter may have: number, noun, a mark of another script. */
const COUNTER_WORDS = 4;
const SHORT_LINE = 10;
const counter =
  /^[^\p{L}\p{N}_]*\d[,.\d]*[kmb]?\s+(?:likes|shares|comments|retweets|reposts|quotes|bookmarks|upvotes|downvotes|downloads|views|followers)[^\p{L}\p{N}_]*$/u;
const define = definer(
  "RefinedWeb, Penedo et al. 2023, table on line-wise corrections; limits of DCLM",
  "dclm",
);
const lines = (definition: string) => define.count("lines", definition);

/** What RefinedWeb's line-wise corrections would remove. A line counts for the first rule that it breaks. */
export const refinedweb: Family = {
  name: "refinedweb",
  version: 1,
  columns: {
    refinedweb_line_count: lines("Lines parted at newlines that hold more than white space."),
    refinedweb_uppercase_lines: lines(
      "Lines in which more than half of the characters are upper-case letters; white space at the ends left out.",
    ),
    refinedweb_numeric_lines: lines("Lines of digits only, white space at the ends left out."),
    refinedweb_counter_lines: lines(
      "Lines that are a counter: a number and likes, shares, comments, retweets, reposts, quotes, bookmarks, upvotes, downvotes, downloads, views or followers, in any case of letters.",
    ),
    refinedweb_one_word_lines: lines(
      "Lines of at most one word (white space parts words, punctuation alone is none).",
    ),
    refinedweb_pattern_lines: lines(
      "Lines of at most 10 words that start with sign-in, end in read more... or hold items in cart, in any case of letters: the phrase is cut.",
    ),
    refinedweb_removed_line_ratio: define.ratio(
      "Lines that one of the rules would remove whole divided by lines; 0 without lines.",
    ),
    refinedweb_removed_word_ratio: define.ratio(
      "Words of removed lines and of cut phrases divided by words; 0 without words. RefinedWeb drops documents above 0.05.",
    ),
  },
  open: () => measureRefinedweb,
};

const UPPERCASE_LINE = 0;
const NUMERIC_LINE = 1;
const COUNTER_LINE = 2;
const ONE_WORD_LINE = 3;
const KEPT_LINE = 4;

function measureRefinedweb(document: Document): Measurements {
  const words = document.reading(SpacedWords);
  const fates = [0, 0, 0, 0, 0];
  let pattern = 0;
  let removed = 0;
  forEachLine(document, (line) => {
    const fate = fateOf(document, words, line);
    fates[fate]++;
    if (fate !== KEPT_LINE) removed += wordsIn(words, line);
    else {
      const cut = phraseWords(document.bytes, words, line);
      if (cut > 0) pattern++;
      removed += cut;
    }
  });
  const all = fates.reduce((sum, count) => sum + count, 0);
  return {
    refinedweb_line_count: all,
    refinedweb_uppercase_lines: fates[UPPERCASE_LINE],
    refinedweb_numeric_lines: fates[NUMERIC_LINE],
    refinedweb_counter_lines: fates[COUNTER_LINE],
    refinedweb_one_word_lines: fates[ONE_WORD_LINE],
    refinedweb_pattern_lines: pattern,
    refinedweb_removed_line_ratio: ratio(all - fates[KEPT_LINE], all),
    refinedweb_removed_word_ratio: ratio(removed, words.folded.count),
  };
}

function wordsIn({ foldedBefore }: SpacedWords, { first, end }: LineWords): number {
  return foldedBefore[end] - foldedBefore[first];
}

function fateOf({ bytes }: Document, words: SpacedWords, line: LineWords): number {
  const { first, end } = line;
  const length = words.span(first, end - 1);
  const digits = words.digits[end] - words.digits[first];
  if (words.upper[end] - words.upper[first] > UPPERCASE * length) return UPPERCASE_LINE;
  if (digits > DIGITS * length) return NUMERIC_LINE;
  const count = wordsIn(words, line);
  if (digits > 0 && count > 1 && count <= COUNTER_WORDS && isCounter(bytes, words, line)) return COUNTER_LINE;
  return count <= 1 ? ONE_WORD_LINE : KEPT_LINE;
}

function isCounter(bytes: Uint8Array, { starts, ends }: SpacedWords, { first, end }: LineWords): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + starts[first], ends[end - 1] - starts[first]);
  return counter.test(text.toString("utf8").toLowerCase());
}

/** Words that the phrases of a short line have. */
function phraseWords(bytes: Uint8Array, words: SpacedWords, line: LineWords): number {
  if (wordsIn(words, line) > SHORT_LINE) return 0;
  const from = words.starts[line.first];
  const to = words.ends[line.end - 1];
  let found = 0;
  if (readsAs(bytes, from, to, "sign-in")) found += 1;
  if (readsAs(bytes, to - "read more...".length, to, "read more...", from)) found += 2;
  for (let i = from; i < to; i++)
    if ((bytes[i] | 32) === 0x69 && readsAs(bytes, i, to, "items in cart")) {
      found += 3;
      break;
    }
  return Math.min(found, wordsIn(words, line));
}

function readsAs(bytes: Uint8Array, at: number, to: number, text: string, from = at): boolean {
  if (at < from || at + text.length > to) return false;
  for (let k = 0; k < text.length; k++) {
    const byte = bytes[at + k];
    const lower = byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte;
    if (lower !== text.charCodeAt(k)) return false;
  }
  return true;
}
