import type { Document } from "./document.ts";
import { type Family, type Measurements, ratio, type Signal } from "./family.ts";
import { trimmed } from "./lines.ts";
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
  let [count, punctuated, short, repeated] = [0, 0, 0, 0];
  for (let s = 0; s < newlines.count; s++) {
    const [start, end] = [newlines.starts[s], newlines.ends[s]];
    if (isBlank(bytes, start, end)) continue;
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

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  const [from, to] = trimmed(bytes, start, end);
  return from === to;
}
