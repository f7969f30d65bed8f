import type { Document } from "./document.ts";
import { type Family, type Measurements, ratio, type Signal } from "./family.ts";
import { trimStart } from "./lines.ts";
import { classAt, stepBack, TERMINAL } from "./unicode.ts";

const SHORT_LINE = 30;
const shared = {
  source: "FineWeb, Penedo et al. 2024, section 3.6 and datatrove 0.10",
  dialect: "datatrove-0.10",
} as const;
const share = (definition: string): Signal => ({ type: "DOUBLE", unit: "ratio", definition, ...shared });

/** FineWeb's own signals. Lines are parted at `\n`, not trimmed, blank ones left out. */
export const fineweb: Family = {
  name: "fineweb",
  version: 1,
  columns: {
    nonblank_line_count: {
      type: "INTEGER",
      unit: "lines",
      definition: "Lines (parted at newlines) that hold more than white space.",
      ...shared,
    },
    line_punct_ratio: share(
      "Non-blank lines whose last character is a Unicode sentence terminal (quotes are not), divided by them; 0 without lines.",
    ),
    short_line_ratio: share("Non-blank lines of at most 30 characters divided by them; 0 without lines."),
    char_dup_ratio: share(
      "Characters of non-blank lines that stood earlier divided by characters other than newlines; 0 where there are none.",
    ),
    list_ratio: share("Newlines divided by tokens (words and symbols); 0 without tokens."),
  },
  open: () => measureFineweb,
};

function measureFineweb(document: Document): Measurements {
  const { bytes, newlines, profile, tokens } = document;
  let count = 0;
  let punctuated = 0;
  let short = 0;
  let repeated = 0;
  for (let s = 0; s < newlines.count; s++) {
    const start = newlines.starts[s];
    const end = newlines.ends[s];
    if (trimStart(bytes, start, end) === end) continue;
    count++;
    if (classAt(bytes, stepBack(bytes, end)) & TERMINAL) punctuated++;
    if (end - start <= SHORT_LINE * 4 && document.characters(start, end) <= SHORT_LINE) short++;
    if (newlines.repeats[s]) repeated += document.characters(start, end);
  }
  return {
    nonblank_line_count: count,
    line_punct_ratio: ratio(punctuated, count),
    short_line_ratio: ratio(short, count),
    char_dup_ratio: ratio(repeated, profile.characters - profile.newlines),
    list_ratio: ratio(profile.newlines, tokens.count),
  };
}
