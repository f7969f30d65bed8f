import type { Document, Reading } from "../document.ts";
import { byteClasses, classOf, codePointAt, OUTER, SPACE, sizeOf, WORD } from "../unicode.ts";
import { Vocabulary } from "../vocabulary.ts";
import { MixedWords } from "./mixed-words.ts";
import { readPlainWords } from "./plain-words.ts";
import { WordStore } from "./word-store.ts";

export { HAS_LETTER, STARTS_UPPER } from "./word-store.ts";

/**
 * The words of a document parted by white space, with what counts of their characters say, and the same words *folded*:
 * without ASCII punctuation, in lower case, words of punctuation only left out. One pass serves RefinedWeb's lines, MADLAD's
 * sentences, NeMo's, Data-Juicer's and RedPajama's words.
 */
export class SpacedWords extends WordStore implements Reading {
  readonly #vocabulary = new Vocabulary();
  readonly #mixed = new MixedWords(this);
  #isNumbered = false;

  /** Reads a document. */
  read({ bytes, view, length, profile, scan: { runs } }: Document): void {
    this.clear(profile.spaces + 1, length);
    this.#isNumbered = false;
    let tail = 0;
    for (let i = 0; i < length; ) {
      const flags = byteClasses[bytes[i]];
      if (flags & SPACE) i++;
      else if (flags & OUTER && classOf(codePointAt(bytes, i)) & SPACE) {
        tail += sizeOf(bytes[i]) - 1;
        i += sizeOf(bytes[i]);
      } else {
        const plain = flags & WORD ? readPlainWords(this, bytes, view, runs, i, tail) : i;
        i = plain > i ? plain : this.#mixed.read(bytes, runs, i, tail);
        tail = this.tailsAtEnd[this.count - 1];
      }
    }
    this.foldedBefore[this.count] = this.folded.count;
    this.starts[this.count] = length;
  }

  /** The distinct folded words. */
  get vocabulary(): Vocabulary {
    if (!this.#isNumbered) this.#vocabulary.read(this.folded);
    this.#isNumbered = true;
    return this.#vocabulary;
  }
}
