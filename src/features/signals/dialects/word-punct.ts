import type { Document, Reading } from "../document.ts";
import { byteClasses, classAt, codePointAt, LETTER, SPACE, sizeOf } from "../unicode.ts";
import { ALPHANUMERIC, asciiBreaks, wordBreakOf } from "./word-break.ts";

const GAP = 0;
const WORD = 1;
const PUNCTUATION = 2;
const LATIN = 4;
const UNDERSCORE = 0x5f;
const kinds = Uint8Array.from({ length: 128 }, (_, byte) => {
  if (byteClasses[byte] & SPACE) return GAP;
  if ((asciiBreaks[byte] & ALPHANUMERIC) === 0 && byte !== UNDERSCORE) return PUNCTUATION;
  return byteClasses[byte] & LETTER ? WORD | LATIN : WORD;
});

/** Tokens as NLTK's WordPunct tokenizer parts them: runs of letters, numbers and _, or of other characters than white space. */
export class WordPunctTokens implements Reading {
  count = 0;
  /** Tokens that hold a letter of ASCII. */
  latin = 0;

  /** Counts the tokens of a document. */
  read({ bytes, length }: Document): void {
    let [count, latin] = [0, 0];
    let before = GAP;
    let isLatin = 0;
    for (let i = 0; i < length; i++) {
      const byte = bytes[i];
      const kind = byte < 0x80 ? kinds[byte] : kindOf(bytes, i);
      const group = kind & (WORD | PUNCTUATION);
      if (group !== before) {
        latin += isLatin;
        isLatin = 0;
        if (group !== GAP) count++;
        before = group;
      }
      isLatin |= kind >> 2;
      if (byte >= 0x80) i += sizeOf(byte) - 1;
    }
    this.count = count;
    this.latin = latin + isLatin;
  }
}

function kindOf(bytes: Uint8Array, i: number): number {
  if (wordBreakOf(codePointAt(bytes, i)) & ALPHANUMERIC) return WORD;
  return classAt(bytes, i) & SPACE ? GAP : PUNCTUATION;
}
