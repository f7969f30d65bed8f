import type { Document } from "../document.ts";
import { type Family, type Measurements, ratio } from "../family.ts";
import { COUNT, ROW } from "../pairs.ts";
import { definer } from "./define.ts";
import { ListedWords } from "./listed-words.ts";
import { countSegments, lineMeans, loremIpsums } from "./redpajama-lines.ts";
import { SpacedWords } from "./spaced-words.ts";
import { englishStopWords } from "./stop-words.ts";
import { WordSet } from "./word-set.ts";

const define = definer("RedPajama-V2, Weber et al. 2024, table of quality signals", "redpajama");
const own = definer(
  "RedPajama-V2, Weber et al. 2024, table of quality signals; the list is Sluice's",
  "sluice",
);
const normalised = "words without ASCII punctuation, in lower case";
const perLine = (what: string) => `Mean over all lines, blank ones too, of ${what}; 0 without lines.`;

/**
 * Annotations of RedPajama-V2 that have no part in Gopher's rules. Its Unicode normalisation (NFD) is left out: composed and
 * decomposed letters are different words.
 */
export const redpajama: Family = {
  name: "redpajama",
  version: 1,
  columns: {
    redpajama_sentence_count: define.count(
      "sentences",
      "Parts of the text between runs of . ! ? that hold a letter or number.",
    ),
    redpajama_unique_word_ratio: define.ratio(`Distinct ${normalised}, divided by all; null without words.`),
    redpajama_unigram_entropy: define.number(
      "nats",
      `Entropy of the distribution of ${normalised}, natural logarithm; null without words.`,
    ),
    redpajama_all_caps_word_ratio: define.ratio(
      "Tokens with upper-case and without lower-case letters divided by tokens, which are runs of letters, digits and _ or runs of other characters; null without tokens.",
    ),
    redpajama_stop_word_ratio: own.ratio(
      "English function words, in lower case, among the words of word_count, divided by the tokens of redpajama_all_caps_word_ratio; 0 without words.",
    ),
    redpajama_curly_bracket_ratio: define.ratio(
      "Occurrences of { and } divided by characters; 0 for an empty text.",
    ),
    redpajama_lorem_ipsum_ratio: define.ratio(
      `Occurrences of lorem ipsum among the ${normalised}, divided by their characters and the blanks between; 0 without words.`,
    ),
    redpajama_line_javascript: define.number("words", perLine("words javascript")),
    redpajama_line_terminal_ratio: define.ratio(perLine("1 where the line ends in . ! ? or ”, else 0")),
    redpajama_line_words: define.number("words", perLine(normalised)),
    redpajama_line_uppercase_ratio: define.ratio(
      perLine("upper-case letters divided by characters of the line with its newline"),
    ),
    redpajama_line_digit_ratio: define.ratio(
      perLine(`digits divided by characters of ${normalised}, with blanks between`),
    ),
    redpajama_line_bullet_ratio: define.ratio(
      perLine("1 where the line starts with one of • ‣ ▶ ◀ ◦ ■ □ ▪ ▫ –, else 0"),
    ),
  },
  open: () => {
    const stopWords = new WordSet([englishStopWords]);
    return (document) => measureRedpajama(document, stopWords);
  },
};

function measureRedpajama(document: Document, stopWords: WordSet): Measurements {
  const words = document.reading(SpacedWords);
  const { folded, rawTokens } = words;
  const { profile, vocabulary, tokens } = document;
  const listed = document.reading(ListedWords);
  const spaced = words.foldedCharacters + Math.max(0, folded.count - 1);
  return {
    redpajama_sentence_count: countSegments(document),
    redpajama_unique_word_ratio: folded.count === 0 ? null : words.vocabulary.pairs.last / ROW / folded.count,
    redpajama_unigram_entropy: folded.count === 0 ? null : entropyOf(words),
    redpajama_all_caps_word_ratio: rawTokens === 0 ? null : words.capitalTokens / rawTokens,
    redpajama_stop_word_ratio: Math.min(
      1,
      ratio(stopWords.countIn(vocabulary, tokens).occurrences[0], rawTokens),
    ),
    redpajama_curly_bracket_ratio: ratio(profile.bytes[0x7b] + profile.bytes[0x7d], profile.characters),
    redpajama_lorem_ipsum_ratio: ratio(listed.lorem === 0 ? 0 : loremIpsums(words), spaced),
    ...lineMeans(document, listed.javascript),
  };
}

const terms = Float64Array.from({ length: 256 }, (_, times) => (times > 0 ? times * Math.log(times) : 0));

function entropyOf({ vocabulary, folded: { count } }: SpacedWords): number {
  const { rows, last } = vocabulary.pairs;
  let sum = 0;
  for (let row = ROW; row <= last; row += ROW) {
    const times = rows[row + COUNT];
    sum += times < terms.length ? terms[times] : times * Math.log(times);
  }
  return Math.max(0, Math.log(count) - sum / count);
}
