import type { Document, Reading } from "../document.ts";
import { byteClasses, classOf, codePointAt, LETTER, OUTER, SPACE, sizeOf } from "../unicode.ts";
import { Vocabulary } from "../vocabulary.ts";
import { holdsLetter } from "./marks.ts";
import { Words } from "./words.ts";

/** First bytes of characters outside ASCII that may be white space. */
const maySpace = new Uint8Array(256);
for (const lead of [0xc2, 0xe1, 0xe2, 0xe3]) maySpace[lead] = 1;

/** Words parted by white space, as Python's `str.split` parts them, and the distinct ones. */
export class SpacedWords implements Reading {
  readonly words = new Words();
  readonly vocabulary = new Vocabulary();
  /** Words without a letter. */
  bare = 0;

  /** Cuts a document. */
  read(document: Document): void {
    cutAtSpaces(document, this.words);
    this.vocabulary.read(this.words);
    this.bare = countBare(this.words);
  }
}

function countBare({ squeezed, offsets, count }: Words): number {
  let bare = 0;
  let from = 0;
  for (let w = 0; w < count; w++) {
    const to = offsets[w + 1];
    if ((byteClasses[squeezed[from]] & LETTER) === 0 && !holdsLetter(squeezed, from, to)) bare++;
    from = to;
  }
  return bare;
}

function cutAtSpaces({ bytes, view, length, profile }: Document, words: Words): void {
  words.clear(length, (length >> 1) + 1);
  const isPlain = profile.characters === length;
  let at = 0;
  while (at < length) {
    const gap = spaceAt(bytes, at);
    if (gap > 0) {
      at += gap;
      continue;
    }
    const start = at;
    // The newlines after the text end its last word.
    while (spaceAt(bytes, at) === 0) at++;
    if (isPlain) words.pushPlain(view, start, at);
    else words.push(bytes, start, at);
  }
}

/** Bytes of the white space at byte `i`, 0 when none is there. */
function spaceAt(bytes: Uint8Array, i: number): number {
  const flags = byteClasses[bytes[i]];
  if (flags & SPACE) return 1;
  if ((flags & OUTER) === 0 || maySpace[bytes[i]] === 0) return 0;
  return classOf(codePointAt(bytes, i)) & SPACE ? sizeOf(bytes[i]) : 0;
}
