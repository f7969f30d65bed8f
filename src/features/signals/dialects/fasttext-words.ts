import type { Document } from "../document.ts";
import { codePointAt } from "../unicode.ts";
import { ALPHANUMERIC, asciiBreaks, wordBreakOf } from "./word-break.ts";

/** Bytes at which fastText parts words. */
const parts = new Uint8Array(256);
for (const byte of Buffer.from(" \n\r\t\v\f\0")) parts[byte] = 1;

/** Words as fastText parts them that begin with a letter or a number. */
export function countFastTextWords({ bytes, length }: Document): number {
  let count = 0;
  let before = 1;
  for (let i = 0; i < length; i++) {
    const byte = bytes[i];
    const now = parts[byte];
    if (before > now) {
      const first = byte < 0x80 ? asciiBreaks[byte] : wordBreakOf(codePointAt(bytes, i));
      if (first & ALPHANUMERIC) count++;
    }
    before = now;
  }
  return count;
}
