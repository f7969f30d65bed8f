import type { Document, Reading } from "../document.ts";
import { Vocabulary } from "../vocabulary.ts";
import { ALPHANUMERIC } from "./word-break.ts";
import { endOfWord, isApart, propertyAt } from "./word-end.ts";
import { Words } from "./words.ts";

/**
 * Words of UAX #29 (Unicode text segmentation) that begin with a letter or a number, and the distinct ones. Unlike `Intl.Segmenter`
 * no dictionary parts scripts without spaces.
 */
export class UnicodeWords implements Reading {
  readonly words = new Words();
  readonly vocabulary = new Vocabulary();

  /** Cuts a document. */
  read({ bytes, view, length, profile }: Document): void {
    const { words } = this;
    words.clear(length, length);
    const isPlain = profile.characters === length;
    let at = 0;
    while (at < length) {
      if (isApart[bytes[at]] && bytes[at + 1] < 0x80) {
        at++;
        continue;
      }
      const start = at;
      const first = propertyAt(bytes, at);
      at = endOfWord(bytes, at, length);
      if ((first & ALPHANUMERIC) === 0) continue;
      if (isPlain) words.pushPlain(view, start, at);
      else words.push(bytes, start, at);
    }
    this.vocabulary.read(words);
  }
}
