import type { Document } from "../document.ts";
import { type Measurements, ratio } from "../family.ts";
import { Segments } from "../segments.ts";
import { Substrings } from "./substrings.ts";

const NEWLINE = 10;
/** NeMo's list; of its long notices a phrase each that no other text has. */
const policies = [
  "terms of use",
  "privacy policy",
  "cookie policy",
  "uses cookies",
  "privacy overview",
  "use of cookies",
  "use cookies",
  "privacy & cookies policy",
  "privacy and cookies policy",
  "necessary cookies are absolutely essential",
  "termed as non-necessary cookies",
  "without changing your cookie settings, you agree to this use",
];
const LOREM = policies.length;
const phrases = new Substrings([...policies, "lorem ipsum"], true);

/** NeMo's paragraphs: what stands between two newlines, cut from left to right, empty parts left out. */
export class Paragraphs {
  readonly #segments = new Segments();

  /** The signals of the paragraphs of a document. */
  measure(document: Document): Measurements {
    const segments = cut(document, this.#segments.clear()).compare(document.view);
    let [characters, repeated, repeatedCharacters] = [0, 0, 0];
    for (let s = 0; s < segments.count; s++) {
      const length = document.characters(segments.starts[s], segments.ends[s]);
      characters += length;
      repeated += segments.repeats[s];
      if (segments.repeats[s]) repeatedCharacters += length;
    }
    return {
      ...boilerplate(document, segments),
      nemo_unique_paragraph_ratio: ratio(segments.count - repeated, segments.count),
      nemo_unique_paragraph_character_ratio: ratio(characters - repeatedCharacters, characters),
    };
  }
}

function boilerplate({ bytes, view, length }: Document, segments: Segments): Measurements {
  const places: number[] = [];
  let hasLorem = false;
  phrases.search(bytes, view, 0, length, (start, phrase) => {
    places.push(start);
    if (phrase === LOREM) hasLorem = true;
  });
  const found = places.length === 0 ? [] : paragraphsAt(segments, places);
  const edges = new Set([0, segments.count - 1]);
  return {
    nemo_boilerplate_ratio: hasLorem ? 1 : ratio(found.length, segments.count),
    nemo_boilerplate_edges: found.filter((paragraph) => edges.has(paragraph)).length,
  };
}

/** The distinct paragraphs in which places lie. */
function paragraphsAt(segments: Segments, places: number[]): number[] {
  const found = new Set<number>();
  let s = 0;
  for (const place of places.sort((a, b) => a - b)) {
    while (s < segments.count - 1 && segments.ends[s] <= place) s++;
    found.add(s);
  }
  return [...found];
}

function cut({ bytes, length, scan: { marks } }: Document, segments: Segments): Segments {
  let start = 0;
  for (let m = 0; marks[m] < length; m++) {
    const end = marks[m];
    if (end < start || bytes[end] !== NEWLINE || bytes[end + 1] !== NEWLINE || end + 1 >= length) continue;
    if (end > start) segments.push(start, end);
    start = end + 2;
  }
  if (start < length) segments.push(start, length);
  return segments;
}
