import type { Document } from "../document.ts";
import type { Family, Measurements, Signal } from "../family.ts";
import { trimEnd, trimStart } from "../lines.ts";
import { CURLY, findPhrases, JAVASCRIPT, LOREM } from "../phrases.ts";
import { countWords } from "../spaced-words.ts";
import { SpacedWords } from "./spaced.ts";
import type { Words } from "./words.ts";

const MIN_WORDS = 3;
const isEndMark = new Uint8Array(256);
for (const mark of Buffer.from('.?!"')) isEndMark[mark] = 1;
const shared = { source: "C4, Raffel et al. 2020, section 2.2, as Dolma tags it (c4_v2)", dialect: "dolma" };
const lines = (definition: string): Signal => ({ type: "INTEGER", unit: "lines", definition, ...shared });
const flag = (definition: string): Signal => ({ type: "INTEGER", unit: "0 or 1", definition, ...shared });

/** C4's rules as Dolma tags them: nothing is removed. Dolma's naughty words are no part of it. */
export const c4Dolma: Family = {
  name: "c4_dolma",
  version: 1,
  columns: {
    dolma_c4_line_count: lines("Lines parted at each newline, blank ones too; an empty text has 1."),
    dolma_c4_unpunctuated_lines: lines(
      'Lines that do not end in . ? ! or ", before white space; blank ones are among them.',
    ),
    dolma_c4_short_lines: lines("Lines of fewer than 3 words (white space parts words), blank ones too."),
    dolma_c4_has_lorem_ipsum: flag("Whether lorem ipsum occurs, in any case of letters."),
    dolma_c4_has_javascript: flag("Whether javascript occurs, in any case of letters."),
    dolma_c4_v1_has_javascript: {
      ...flag("Whether javascript is a word (white space parts words), in any case of letters."),
      source: "C4, Raffel et al. 2020, section 2.2, as Dolma tags it (c4_v1)",
    },
    dolma_c4_has_curly_brace: flag("Whether { occurs."),
  },
  open: () => measureC4,
};

function measureC4(document: Document): Measurements {
  const { bytes, length, newlines, profile } = document;
  const { starts, ends, count } = newlines;
  const all = profile.newlines + 1;
  let [unpunctuated, short] = [all - count, all - count];
  for (let l = 0; l < count; l++) {
    const start = trimStart(bytes, starts[l], ends[l]);
    const end = trimEnd(bytes, start, ends[l]);
    if (start === end || isEndMark[bytes[end - 1]] === 0) unpunctuated++;
    if (countWords(bytes, start, end, MIN_WORDS) < MIN_WORDS) short++;
  }
  const phrases = findPhrases(bytes, 0, length, true);
  const hasJavascript = (phrases & JAVASCRIPT) !== 0;
  return {
    dolma_c4_line_count: all,
    dolma_c4_unpunctuated_lines: unpunctuated,
    dolma_c4_short_lines: short,
    dolma_c4_has_lorem_ipsum: phrases & LOREM ? 1 : 0,
    dolma_c4_has_javascript: hasJavascript ? 1 : 0,
    dolma_c4_v1_has_javascript: hasJavascript && isWord(document.reading(SpacedWords).words) ? 1 : 0,
    dolma_c4_has_curly_brace: phrases & CURLY ? 1 : 0,
  };
}

function isWord({ squeezed, offsets, count }: Words): boolean {
  for (let w = 0; w < count; w++) {
    const [from, to] = [offsets[w], offsets[w + 1]];
    if (to - from === "javascript".length && findPhrases(squeezed, from, to, false) & JAVASCRIPT) return true;
  }
  return false;
}
