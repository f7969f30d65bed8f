import { Citations, type Line, nextOpen, OPEN } from "./citations.ts";
import type { Document } from "./document.ts";
import type { Family, Measurements, Signal } from "./family.ts";
import { trimEnd, trimStart } from "./lines.ts";
import { CURLY, findPhrases, JAVASCRIPT, LOREM, POLICY } from "./phrases.ts";
import { countSentences, countSentencesAt } from "./sentences.ts";
import { countWords, hasLongWord } from "./spaced-words.ts";

const MAX_WORD_LENGTH = 1000;
const MIN_WORDS = 3;
const CURLY_BRACKET = 0x7b;
const STOP = 0x2e;
const isEndMark = new Uint8Array(256);
for (const mark of Buffer.from(`.?!"'`)) isEndMark[mark] = 1;
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

/** What becomes of a line: places in the counts. */
const KEPT = 0;
const LONG_WORD = 1;
const SHORT = 2;
const LOREM_LINE = 3;
const JAVASCRIPT_LINE = 4;
const CURLY_LINE = 5;
const POLICY_LINE = 6;
const UNPUNCTUATED = 7;
const SENTENCES = 8;
const noCounts = [0, 0, 0, 0, 0, 0, 0, 0, 0];

function measureC4(document: Document, citations: Citations): Measurements {
  const { bytes, length, lines, profile } = document;
  const { marks } = document.scan;
  const strict = noCounts.slice();
  const lenient = noCounts.slice();
  const phrases = findPhrases(bytes, 0, length, profile.bytes[CURLY_BRACKET] > 0);
  let open = profile.bytes[OPEN] > 0 ? -1 : length;
  let mark = 0;
  for (let l = 0; l < lines.count; l++) {
    const start = trimStart(bytes, lines.starts[l], lines.ends[l]);
    const end = trimEnd(bytes, start, lines.ends[l]);
    if (open < start) open = nextOpen(bytes, start, length);
    const line = open < end ? citations.remove(bytes, start, end) : { bytes, start, end };
    const fate = fateOf(bytes, start, end, line, phrases);
    const punctuated = fate === LONG_WORD || isPunctuated(line);
    lenient[fate]++;
    strict[punctuated ? fate : UNPUNCTUATED]++;
    if (fate !== KEPT) continue;
    while (marks[mark] < start) mark++;
    const sentences =
      line.bytes === bytes
        ? countSentencesAt(bytes, start, end, marks, mark)
        : countSentences(line.bytes, line.start, line.end);
    lenient[SENTENCES] += sentences;
    if (punctuated) strict[SENTENCES] += sentences;
  }
  return measurementsOf(strict, lenient);
}

function measurementsOf(strict: readonly number[], lenient: readonly number[]): Measurements {
  return {
    c4_kept_lines: strict[KEPT],
    c4_kept_sentences: strict[SENTENCES],
    c4_long_word_lines: strict[LONG_WORD],
    c4_unpunctuated_lines: strict[UNPUNCTUATED],
    c4_short_lines: strict[SHORT],
    c4_lorem_lines: strict[LOREM_LINE],
    c4_javascript_lines: strict[JAVASCRIPT_LINE],
    c4_curly_lines: strict[CURLY_LINE],
    c4_policy_lines: strict[POLICY_LINE],
    c4_lenient_kept_lines: lenient[KEPT],
    c4_lenient_kept_sentences: lenient[SENTENCES],
    c4_lenient_lorem_lines: lenient[LOREM_LINE],
    c4_lenient_curly_lines: lenient[CURLY_LINE],
  };
}

/** The first test that the line between `start` and `end`, or `line`, which has no citations, fails; terminal marks apart. */
function fateOf(bytes: Uint8Array, start: number, end: number, line: Line, inDocument: number): number {
  if (hasLongWord(bytes, start, end, MAX_WORD_LENGTH)) return LONG_WORD;
  if (countWords(bytes, start, end, MIN_WORDS) < MIN_WORDS) return SHORT;
  if (inDocument === 0 && line.bytes === bytes) return KEPT;
  const phrases = findPhrases(line.bytes, line.start, line.end, true);
  if (phrases & LOREM) return LOREM_LINE;
  if (phrases & JAVASCRIPT) return JAVASCRIPT_LINE;
  if (phrases & CURLY) return CURLY_LINE;
  return phrases & POLICY ? POLICY_LINE : KEPT;
}

function isPunctuated({ bytes, start, end }: Line): boolean {
  if (end === start || isEndMark[bytes[end - 1]] === 0) return false;
  return end - start < 3 || bytes[end - 1] !== STOP || bytes[end - 2] !== STOP || bytes[end - 3] !== STOP;
}
