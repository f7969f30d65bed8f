import { Citations, type Line, nextOpen, OPEN } from "../citations.ts";
import type { Document } from "../document.ts";
import type { Family, Measurements, Signal } from "../family.ts";
import { trimEnd, trimStart } from "../lines.ts";
import { CURLY, findPhrases, JAVASCRIPT, LOREM, POLICY } from "../phrases.ts";
import { countSentences } from "../sentences.ts";
import { countWords, hasLongWord } from "../spaced-words.ts";
import { endsInStops } from "./marks.ts";

const MAX_WORD_LENGTH = 1000;
const MIN_WORDS = 5;
const isEndMark = new Uint8Array(256);
for (const mark of Buffer.from('.!?"')) isEndMark[mark] = 1;
const shared = {
  source:
    "C4, Raffel et al. 2020, and the code of its authors, as DCLM's baselines repeat it (Li et al. 2024)",
  dialect: "dclm",
};
const lines = (definition: string): Signal => ({ type: "INTEGER", unit: "lines", definition, ...shared });
const steps =
  "Each line between newlines counts for the first test that it fails: long word, terminal mark, words, lorem ipsum, javascript, curly bracket, policy; empty lines count for none.";

/** What C4 does with each line, counted, with the limits of its code: 5 words a line, 3 sentences; ... and … end no sentence. */
export const c4Dclm: Family = {
  name: "c4_dclm",
  version: 1,
  columns: {
    dclm_c4_kept_lines: lines(`Lines that pass every test. ${steps}`),
    dclm_c4_kept_sentences: {
      ...lines(
        "Sentences of the lines that pass every test, by marks and a list of abbreviations; the original asks Punkt.",
      ),
      unit: "sentences",
    },
    dclm_c4_long_word_lines: lines(
      "Lines with a word of more than 1,000 characters (white space parts words).",
    ),
    dclm_c4_unpunctuated_lines: lines(
      'Lines that do not end in . ! ? or ", before white space, or that end in ... or …, after [1], [edit] and [citation needed] are gone; blank ones are among them.',
    ),
    dclm_c4_short_lines: lines(
      "Lines of fewer than 5 words (white space parts words) after citations are gone.",
    ),
    dclm_c4_lorem_lines: lines(
      "Lines with lorem ipsum in any case of letters; one such line drops the document.",
    ),
    dclm_c4_javascript_lines: lines("Lines with javascript in any case of letters."),
    dclm_c4_curly_lines: lines("Lines with {; one such line drops the document."),
    dclm_c4_policy_lines: lines(
      "Lines with a phrase of policy notices: terms of use, privacy policy, cookie policy, uses cookies, use of cookies, use cookies.",
    ),
  },
  open: () => {
    const citations = new Citations();
    return (document) => measureC4(document, citations);
  },
};

/** What becomes of a line: places in the counts. */
const KEPT = 0;
const LONG_WORD = 1;
const UNPUNCTUATED = 2;
const SHORT = 3;
const LOREM_LINE = 4;
const JAVASCRIPT_LINE = 5;
const CURLY_LINE = 6;
const POLICY_LINE = 7;

function measureC4(document: Document, citations: Citations): Measurements {
  const { bytes, length, newlines, profile } = document;
  const fates = new Int32Array(8);
  let sentences = 0;
  let open = profile.bytes[OPEN] > 0 ? -1 : length;
  for (let l = 0; l < newlines.count; l++) {
    const [start, end] = [newlines.starts[l], newlines.ends[l]];
    if (hasLongWord(bytes, start, end, MAX_WORD_LENGTH)) {
      fates[LONG_WORD]++;
      continue;
    }
    if (open < start) open = nextOpen(bytes, start, length);
    const line = open < end ? citations.remove(bytes, start, end) : { bytes, start, end };
    // A line that was nothing but citations is empty now.
    if (line.start === line.end) continue;
    const fate = fateOf(line);
    fates[fate]++;
    if (fate === KEPT)
      sentences += countSentences(line.bytes, trimStart(line.bytes, line.start, line.end), line.end);
  }
  return {
    dclm_c4_kept_lines: fates[KEPT],
    dclm_c4_kept_sentences: sentences,
    dclm_c4_long_word_lines: fates[LONG_WORD],
    dclm_c4_unpunctuated_lines: fates[UNPUNCTUATED],
    dclm_c4_short_lines: fates[SHORT],
    dclm_c4_lorem_lines: fates[LOREM_LINE],
    dclm_c4_javascript_lines: fates[JAVASCRIPT_LINE],
    dclm_c4_curly_lines: fates[CURLY_LINE],
    dclm_c4_policy_lines: fates[POLICY_LINE],
  };
}

function fateOf({ bytes, start, end }: Line): number {
  const stop = trimEnd(bytes, start, end);
  if (stop === start || isEndMark[bytes[stop - 1]] === 0 || endsInStops(bytes, start, stop, 0))
    return UNPUNCTUATED;
  if (countWords(bytes, start, stop, MIN_WORDS) < MIN_WORDS) return SHORT;
  const phrases = findPhrases(bytes, start, stop, true);
  if (phrases & LOREM) return LOREM_LINE;
  if (phrases & JAVASCRIPT) return JAVASCRIPT_LINE;
  if (phrases & CURLY) return CURLY_LINE;
  return phrases & POLICY ? POLICY_LINE : KEPT;
}
