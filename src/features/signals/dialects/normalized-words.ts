import type { Document, Reading } from "../document.ts";
import { capacityFor, mustReplace } from "../scratch.ts";
import { Vocabulary } from "../vocabulary.ts";
import { SpacedWords } from "./spaced.ts";
import { Words } from "./words.ts";

/** NFD makes UTF-8 at most three times as long. */
const LONGEST_EXPANSION = 3;
const MARGIN = 8;
const FIRST_OUTER = 0x80;
const punctuation = /[!-/:-@[-`{-~]+/g;
const isPunctuation = Uint8Array.from({ length: 256 }, (_, byte) =>
  /[!-/:-@[-`{-~]/.test(String.fromCharCode(byte)) ? 1 : 0,
);
const lowered = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte,
);

/** RedPajama's normalised words: without ASCII punctuation, in lower case, in NFD; white space parts them; and the distinct ones. */
export class NormalizedWords implements Reading {
  readonly words = new Words();
  readonly vocabulary = new Vocabulary();
  #scratch = new Uint8Array(0);
  #view = new DataView(this.#scratch.buffer);

  /** Cuts a document. */
  read(document: Document): void {
    const { length, profile } = document;
    const { words: spaced } = document.reading(SpacedWords);
    const isPlain = profile.characters === length;
    this.words.clear(isPlain ? length : LONGEST_EXPANSION * length, spaced.count);
    this.#reserve(length + MARGIN);
    for (let w = 0; w < spaced.count; w++)
      this.#readWord(spaced.squeezed, spaced.offsets[w], spaced.offsets[w + 1]);
    this.vocabulary.read(this.words);
  }

  #readWord(bytes: Uint8Array, from: number, to: number): void {
    const scratch = this.#scratch;
    let end = 0;
    for (let i = from; i < to; i++) {
      const byte = bytes[i];
      if (byte >= FIRST_OUTER) {
        this.#readOuter(bytes, from, to);
        return;
      }
      scratch[end] = lowered[byte];
      end += 1 - isPunctuation[byte];
    }
    if (end > 0) this.words.pushPlain(this.#view, 0, end);
  }

  #readOuter(bytes: Uint8Array, from: number, to: number): void {
    const word = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString("utf8");
    const folded = Buffer.from(word.replace(punctuation, "").toLowerCase().normalize("NFD"));
    if (folded.length > 0) this.words.push(folded, 0, folded.length);
  }

  #reserve(length: number): void {
    if (!mustReplace(this.#scratch.length, length)) return;
    this.#scratch = new Uint8Array(capacityFor(length));
    this.#view = new DataView(this.#scratch.buffer);
  }
}
