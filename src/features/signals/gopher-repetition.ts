import type { Document } from "./document.ts";
import { type Family, type Measurements, ratio, type Signal } from "./family.ts";
import { RepeatedGrams } from "./repeated-grams.ts";
import type { Segments } from "./segments.ts";
import { TopGrams } from "./top-grams.ts";

const NEWLINE = 10;
const share = (definition: string): Signal => ({
  type: "DOUBLE",
  unit: "ratio",
  definition,
  source: "Gopher, Rae et al. 2021, table A1, repetition removal",
  dialect: "datatrove",
});
const segmentShare = (parts: string) =>
  share(`${parts} whose text stood in an earlier one, divided by their number.`);
const characterShare = (parts: string) =>
  share(
    `Characters of ${parts} whose text stood in an earlier one, divided by characters; 0 for an empty text.`,
  );
const topShare = (n: number) =>
  share(
    `Characters of the most frequent ${n}-gram of tokens, joined by spaces, times its count, divided by characters; the first n-gram where none repeats; can exceed 1 where n-grams overlap; 0 with fewer tokens.`,
  );
const repeatedShare = (n: number) =>
  share(
    `Characters in ${n}-grams of tokens that were seen before, each stepped over whole, divided by characters; 0 with fewer tokens.`,
  );
const lines = "Lines (parted at one newline or more, not trimmed)";
const paragraphs = "Paragraphs (of the trimmed text, parted at two newlines or more)";

/** Gopher's repetition signals as datatrove computes them. */
export const gopherRepetition: Family = {
  name: "gopher_repetition",
  version: 1,
  columns: {
    duplicate_line_ratio: segmentShare(lines),
    duplicate_line_char_ratio: characterShare(lines.toLowerCase()),
    duplicate_paragraph_ratio: segmentShare(paragraphs),
    duplicate_paragraph_char_ratio: characterShare(paragraphs.toLowerCase()),
    top_2gram_char_ratio: topShare(2),
    top_3gram_char_ratio: topShare(3),
    top_4gram_char_ratio: topShare(4),
    duplicate_5gram_char_ratio: repeatedShare(5),
    duplicate_6gram_char_ratio: repeatedShare(6),
    duplicate_7gram_char_ratio: repeatedShare(7),
    duplicate_8gram_char_ratio: repeatedShare(8),
    duplicate_9gram_char_ratio: repeatedShare(9),
    duplicate_10gram_char_ratio: repeatedShare(10),
  },
  open: () => {
    const top = new TopGrams();
    const repeated = new RepeatedGrams();
    return (document) => ({ ...segmentRatios(document), ...gramRatios(document, top, repeated) });
  },
};

function segmentRatios(document: Document): Measurements {
  const { newlines, paragraphs, profile } = document;
  const line = repeats(document, newlines);
  const paragraph = repeats(document, paragraphs);
  const empty = emptyEnds(document);
  return {
    duplicate_line_ratio: ratio(line.count + (empty === 2 ? 1 : 0), newlines.count + empty),
    duplicate_line_char_ratio: ratio(line.characters, profile.characters),
    duplicate_paragraph_ratio: ratio(paragraph.count, paragraphs.count),
    duplicate_paragraph_char_ratio: ratio(paragraph.characters, profile.characters),
  };
}

/** Empty lines that a split at newlines leaves at the ends of the text; the second is a duplicate of the first. */
function emptyEnds({ bytes, length }: Document): number {
  if (length === 0) return 1;
  return (bytes[0] === NEWLINE ? 1 : 0) + (bytes[length - 1] === NEWLINE ? 1 : 0);
}

function repeats(document: Document, segments: Segments) {
  let [count, characters] = [0, 0];
  for (let s = 0; s < segments.count; s++) {
    if (segments.repeats[s] === 0) continue;
    count++;
    characters += document.characters(segments.starts[s], segments.ends[s]);
  }
  return { count, characters };
}

function gramRatios(
  { tokens, vocabulary, profile }: Document,
  top: TopGrams,
  repeated: RepeatedGrams,
): Measurements {
  const all = profile.characters;
  const [two, three, four] = top.read(tokens, vocabulary);
  repeated.read(tokens);
  return {
    top_2gram_char_ratio: ratio(two, all),
    top_3gram_char_ratio: ratio(three, all),
    top_4gram_char_ratio: ratio(four, all),
    duplicate_5gram_char_ratio: ratio(repeated.characters(tokens, 5), all),
    duplicate_6gram_char_ratio: ratio(repeated.characters(tokens, 6), all),
    duplicate_7gram_char_ratio: ratio(repeated.characters(tokens, 7), all),
    duplicate_8gram_char_ratio: ratio(repeated.characters(tokens, 8), all),
    duplicate_9gram_char_ratio: ratio(repeated.characters(tokens, 9), all),
    duplicate_10gram_char_ratio: ratio(repeated.characters(tokens, 10), all),
  };
}
