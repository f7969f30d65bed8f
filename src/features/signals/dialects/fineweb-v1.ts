import type { Document } from "../document.ts";
import { type Family, type Measurements, ratio, type Signal } from "../family.ts";
import { trimStart } from "../lines.ts";

const SHORT_LINE = 30;
const isEndMark = new Uint8Array(256);
for (const mark of Buffer.from(`.'"!?`)) isEndMark[mark] = 1;
const shared = {
  source:
    "FineWeb, Penedo et al. 2024, section 3.6, as its first release was made (datatrove before 2024-12-06)",
  dialect: "fineweb-v1",
};
const share = (definition: string): Signal => ({ type: "DOUBLE", unit: "ratio", definition, ...shared });
const lines = "lines (parted at newlines, blank ones too)";

/** FineWeb's own signals as its first release was made: blank lines are lines, quotes end a line. Its bounds reject at equality. */
export const finewebV1: Family = {
  name: "fineweb_v1",
  version: 1,
  columns: {
    fineweb_v1_line_punct_ratio: share(`Of the ${lines}, those that end in . ' " ! or ?.`),
    fineweb_v1_short_line_ratio: share(`Of the ${lines}, those of at most 30 characters.`),
    fineweb_v1_char_dup_ratio: share(
      "Characters of lines with more than white space that stood earlier, divided by characters other than newlines; 0 where there are none.",
    ),
    fineweb_v1_list_ratio: share(
      "Newlines divided by tokens (words and symbols); 0 without tokens. The original took NLTK's tokens.",
    ),
  },
  open: () => measureFineweb,
};

function measureFineweb(document: Document): Measurements {
  const { bytes, newlines, profile, tokens } = document;
  const { starts, ends, repeats, count } = newlines;
  const all = profile.newlines + 1;
  let [punctuated, short, repeated] = [0, all - count, 0];
  for (let l = 0; l < count; l++) {
    const [start, end] = [starts[l], ends[l]];
    if (isEndMark[bytes[end - 1]]) punctuated++;
    if (end - start <= SHORT_LINE * 4 && document.characters(start, end) <= SHORT_LINE) short++;
    if (repeats[l] && trimStart(bytes, start, end) < end) repeated += document.characters(start, end);
  }
  return {
    fineweb_v1_line_punct_ratio: punctuated / all,
    fineweb_v1_short_line_ratio: short / all,
    fineweb_v1_char_dup_ratio: ratio(repeated, profile.characters - profile.newlines),
    fineweb_v1_list_ratio: ratio(profile.newlines, tokens.count),
  };
}
