import { Citations, type Line } from "./citations.ts";
import type { Document } from "./document.ts";
import type { Family, Measurements, Signal } from "./family.ts";
import { trimmed } from "./lines.ts";
import { CURLY, findPhrases, JAVASCRIPT, LOREM, POLICY } from "./phrases.ts";
import { countSentences } from "./sentences.ts";
import { countWords, hasLongWord } from "./spaced-words.ts";

const MAX_WORD_LENGTH = 1000;
const MIN_WORDS = 3;
const OPEN = 0x5b;
const CURLY_BRACKET = 0x7b;
const STOP = 0x2e;
const endMarks = new Set(Buffer.from(`.?!"'`));
const shared = { source: "C4, Raffel et al. 2020, section 2.2", dialect: "datatrove" } as const;
const lines = (definition: string): Signal => ({ type: "INTEGER", unit: "lines", definition, ...shared });
const sentences = (definition: string): Signal => ({
  type: "INTEGER",
  unit: "sentences",
  definition,
  ...shared,
});
const steps =
  "Each trimmed line of splitlines counts for the first test that it fails, in this order: long word, terminal mark, words, lorem ipsum, javascript, curly bracket, policy.";

/**
 * What C4 does with each line, counted. The steps of datatrove, whose limits are the paper's (3 words, 5 sentences); the
 * original code has 5 words and 3 sentences. `lenient` leaves out the test for terminal marks, as FineWeb does.
 */
export const c4: Family = {
  name: "c4",
  version: 1,
  columns: {
    c4_kept_lines: lines(`Lines that pass every test of C4. ${steps}`),
    c4_kept_sentences: sentences("Sentences of the lines that pass every test of C4."),
    c4_long_word_lines: lines("Lines with a word of more than 1,000 characters (white space parts words)."),
    c4_unpunctuated_lines: lines(
      `Lines that do not end in . ? ! " or ', or that end in ..., after [1], [edit] and [citation needed] are gone.`,
    ),
    c4_short_lines: lines("Lines of fewer than 3 words (white space parts words)."),
    c4_lorem_lines: lines("Lines with lorem ipsum in any case of letters; one such line drops the document."),
    c4_javascript_lines: lines("Lines with javascript in any case of letters."),
    c4_curly_lines: lines("Lines with {; one such line drops the document."),
    c4_policy_lines: lines(
      "Lines with a phrase of policy notices: terms of use, privacy policy, cookie policy, uses cookies, use of cookies, use cookies.",
    ),
    c4_lenient_kept_lines: lines("Lines that pass every test of C4 but that for terminal marks."),
    c4_lenient_kept_sentences: sentences(
      "Sentences of the lines that pass every test of C4 but that for terminal marks.",
    ),
    c4_lenient_lorem_lines: lines("As c4_lorem_lines, without the test for terminal marks."),
    c4_lenient_curly_lines: lines("As c4_curly_lines, without the test for terminal marks."),
  },
  open: () => {
    const citations = new Citations();
    return (document) => measureC4(document, citations);
  },
};

type Fate = "kept" | "long_word" | "short" | "lorem" | "javascript" | "curly" | "policy";
type Tally = Record<Fate | "unpunctuated" | "sentences", number>;

function measureC4(document: Document, citations: Citations): Measurements {
  const { bytes, lines } = document;
  const strict = emptyTally();
  const lenient = emptyTally();
  const phrases = findPhrases(bytes, 0, document.length, document.profile.bytes[CURLY_BRACKET] > 0);
  const hasCitations = document.profile.bytes[OPEN] > 0;
  for (let l = 0; l < lines.count; l++) {
    const [start, end] = trimmed(bytes, lines.starts[l], lines.ends[l]);
    const line = hasCitations ? citations.remove(bytes, start, end) : { bytes, start, end };
    const fate = fateOf(bytes, start, end, line, phrases);
    const punctuated = fate === "long_word" || isPunctuated(line);
    const sentences = fate === "kept" ? countSentences(line.bytes, line.start, line.end) : 0;
    lenient[fate]++;
    lenient.sentences += sentences;
    strict[punctuated ? fate : "unpunctuated"]++;
    if (punctuated) strict.sentences += sentences;
  }
  return {
    c4_kept_lines: strict.kept,
    c4_kept_sentences: strict.sentences,
    c4_long_word_lines: strict.long_word,
    c4_unpunctuated_lines: strict.unpunctuated,
    c4_short_lines: strict.short,
    c4_lorem_lines: strict.lorem,
    c4_javascript_lines: strict.javascript,
    c4_curly_lines: strict.curly,
    c4_policy_lines: strict.policy,
    c4_lenient_kept_lines: lenient.kept,
    c4_lenient_kept_sentences: lenient.sentences,
    c4_lenient_lorem_lines: lenient.lorem,
    c4_lenient_curly_lines: lenient.curly,
  };
}

/** The first test that the line between `start` and `end`, or `line`, which has no citations, fails; terminal marks apart. */
function fateOf(bytes: Uint8Array, start: number, end: number, line: Line, inDocument: number): Fate {
  if (hasLongWord(bytes, start, end, MAX_WORD_LENGTH)) return "long_word";
  if (countWords(bytes, start, end, MIN_WORDS) < MIN_WORDS) return "short";
  if (inDocument === 0 && line.bytes === bytes) return "kept";
  const phrases = findPhrases(line.bytes, line.start, line.end, true);
  if (phrases & LOREM) return "lorem";
  if (phrases & JAVASCRIPT) return "javascript";
  if (phrases & CURLY) return "curly";
  return phrases & POLICY ? "policy" : "kept";
}

function isPunctuated({ bytes, start, end }: Line): boolean {
  if (end === start || !endMarks.has(bytes[end - 1])) return false;
  return end - start < 3 || bytes[end - 1] !== STOP || bytes[end - 2] !== STOP || bytes[end - 3] !== STOP;
}

function emptyTally(): Tally {
  const lines = { kept: 0, long_word: 0, short: 0, lorem: 0, javascript: 0, curly: 0, policy: 0 };
  return { ...lines, unpunctuated: 0, sentences: 0 };
}
