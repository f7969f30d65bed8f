import type { Document } from "../document.ts";
import type { Family, Measurements } from "../family.ts";
import { definer } from "./define.ts";

/** Characters of a line that counts as a paragraph. */
const PARAGRAPH = 200;
/** Paragraphs that mC4 asks for. */
const WANTED = 3;
const define = definer("mC4, Xue et al. 2021, section 3.1", "mc4");

/** What mC4's paragraph rule asks: at least three lines of at least 200 characters. */
export const mc4: Family = {
  name: "mc4",
  version: 1,
  columns: {
    mc4_line_count: define.count(
      "lines",
      "Lines parted at newlines that are not empty; 0 for an empty text.",
    ),
    mc4_long_line_count: define.count("lines", "Lines parted at newlines of at least 200 characters."),
    mc4_third_line_length: define.count(
      "characters",
      "Length of the third longest line: mC4 keeps documents from 200 on; 0 with fewer than three lines.",
    ),
  },
  open: () => measureMc4,
};

function measureMc4(document: Document): Measurements {
  const { newlines } = document;
  const longest = [0, 0, 0];
  let long = 0;
  for (let s = 0; s < newlines.count; s++) {
    const start = newlines.starts[s];
    const end = newlines.ends[s];
    if (end - start < PARAGRAPH && end - start <= longest[WANTED - 1]) continue;
    const length = document.characters(start, end);
    if (length >= PARAGRAPH) long++;
    insert(longest, length);
  }
  return {
    mc4_line_count: newlines.count,
    mc4_long_line_count: long,
    mc4_third_line_length: longest[WANTED - 1],
  };
}

/** Puts a length where it belongs in a descending list, which keeps its size. */
function insert(descending: number[], length: number): void {
  let place = descending.length;
  while (place > 0 && descending[place - 1] < length) place--;
  descending.splice(place, 0, length);
  descending.pop();
}
