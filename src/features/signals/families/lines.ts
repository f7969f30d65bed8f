import type { Document } from "../document.ts";
import { SpacedWords } from "./spaced-words.ts";

/** The words of one line: `first` up to, without, `end`. */
export interface LineWords {
  first: number;
  end: number;
}

/** Walks over the lines of a document that hold a word, with their words. */
export function forEachLine(document: Document, visit: (line: LineWords, segment: number) => void): void {
  const { newlines } = document;
  const words = document.reading(SpacedWords);
  const line = { first: 0, end: 0 };
  for (let s = 0; s < newlines.count; s++) {
    line.first = line.end;
    while (line.end < words.count && words.starts[line.end] < newlines.ends[s]) line.end++;
    if (line.end > line.first) visit(line, s);
  }
}
