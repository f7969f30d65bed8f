import type { Document } from "./document.ts";
import { type Family, type Measurements, ratio, type Signal } from "./family.ts";
import { wordCount } from "./gopher-quality.ts";
import { COUNT, FIRST, ROW } from "./pairs.ts";
import { WORD } from "./unicode.ts";

const plain = { source: "Sluice", dialect: "sluice" } as const;
const redpajama = {
  source: "RedPajama-V2, Weber et al. 2024, table of quality signals",
  dialect: "sluice",
} as const;
const count = (unit: string, definition: string): Signal => ({ type: "INTEGER", unit, definition, ...plain });
const share = (definition: string): Signal => ({ type: "DOUBLE", unit: "ratio", definition, ...plain });

/** `n ln n` for the counts that nearly all words have. */
const entropyTerms = Float64Array.from({ length: 256 }, (_, times) => entropyTerm(times));

/** Sizes and character classes. */
export const basics: Family = {
  name: "basics",
  version: 1,
  columns: {
    character_count: count("characters", "Unicode code points of the text."),
    byte_count: count("bytes", "UTF-8 bytes of the text as stored."),
    word_count: wordCount,
    line_count: count(
      "lines",
      "Lines as Python's splitlines cuts them, blank ones included; an empty text has 0.",
    ),
    unique_word_ratio: {
      ...share("Distinct words, case-sensitive, divided by words; 0 without words."),
      ...redpajama,
    },
    unigram_entropy: {
      type: "DOUBLE",
      unit: "nats",
      definition: "Entropy of the distribution of words, case-sensitive, natural logarithm; 0 without words.",
      ...redpajama,
    },
    digit_ratio: share("Decimal digits (Unicode Nd) divided by characters; 0 for an empty text."),
    uppercase_ratio: share("Upper-case letters (Unicode Lu) divided by characters; 0 for an empty text."),
    whitespace_ratio: share("White space, newlines included, divided by characters; 0 for an empty text."),
  },
  open: () => measureBasics,
};

function measureBasics(document: Document): Measurements {
  const { profile, tokens, lines } = document;
  return {
    character_count: profile.characters,
    byte_count: document.stored,
    word_count: tokens.words,
    line_count: lines.count,
    ...diversity(document),
    digit_ratio: ratio(profile.digits, profile.characters),
    uppercase_ratio: ratio(profile.upper, profile.characters),
    whitespace_ratio: ratio(profile.spaces, profile.characters),
  };
}

function entropyTerm(times: number): number {
  return times > 0 ? times * Math.log(times) : 0;
}

function diversity({ tokens, vocabulary }: Document) {
  let distinct = 0;
  let sum = 0;
  const { rows, last } = vocabulary.pairs;
  for (let row = ROW; row <= last; row += ROW) {
    if ((tokens.kinds[rows[row + FIRST]] & WORD) === 0) continue;
    const times = rows[row + COUNT];
    distinct++;
    sum += times < entropyTerms.length ? entropyTerms[times] : entropyTerm(times);
  }
  const entropy = tokens.words === 0 ? 0 : Math.log(tokens.words) - sum / tokens.words;
  return { unique_word_ratio: ratio(distinct, tokens.words), unigram_entropy: Math.max(0, entropy) };
}
