import { byteClasses, DIGIT, LETTER, LOWER, UPPER, WORD } from "../unicode.ts";

export const UNDERSCORE = 0x5f;

/** What a raw token is made of: characters of words (letters, digits, _) or of punctuation; and the case of letters. */
export const IN_WORD = 1;
export const PUNCTUATION = 2;
export const HAS_UPPER = 4;
export const HAS_LOWER = 8;

/** These bits by ASCII byte. */
export const tokenKinds: Uint8Array = Uint8Array.from(byteClasses, (flags, byte) => {
  const isWord = (flags & WORD) !== 0 || byte === UNDERSCORE;
  return (isWord ? IN_WORD : PUNCTUATION) | (flags & UPPER ? HAS_UPPER : 0) | (flags & LOWER ? HAS_LOWER : 0);
});

/** Fields of a sum over ASCII letters and digits: upper-case letters, digits, and from bit 24 on letters. */
export const letterCounts: Int32Array = Int32Array.from(
  byteClasses,
  (flags) => (flags & UPPER ? 1 : 0) | (flags & DIGIT ? 1 << 8 : 0) | (flags & LETTER ? 1 << 24 : 0),
);

/** 1 for MADLAD's technical characters that are no digits. */
export const isTechnical: Uint8Array = new Uint8Array(256);
for (const byte of Buffer.from("{}+/()>")) isTechnical[byte] = 1;

/** 0 for ASCII punctuation, which folded words lack. */
export const isKept: Uint8Array = Uint8Array.from(byteClasses, (_, byte) =>
  /[!-/:-@[-`{-~]/.test(String.fromCharCode(byte)) ? 0 : 1,
);

/** ASCII capitals in lower case. */
export const lowerBytes: Uint8Array = Uint8Array.from(byteClasses, (flags, byte) =>
  flags & UPPER ? byte + 32 : byte,
);
