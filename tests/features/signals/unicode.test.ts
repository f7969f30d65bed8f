import { describe, expect, test } from "vitest";
import {
  BREAK,
  byteClasses,
  CLOSER,
  CONNECTOR,
  classOf,
  DIGIT,
  LETTER,
  LOWER,
  MARK,
  OUTER,
  SPACE,
  TERMINAL,
  UPPER,
  WORD,
} from "../../../src/features/signals/unicode.ts";

const patterns: readonly (readonly [flag: number, pattern: RegExp])[] = [
  [SPACE, /[[\s\x1c-\x1f\x85]--\ufeff]/v],
  [LETTER, /\p{L}/u],
  [WORD, /[[\p{L}\p{M}\p{N}]--[[\p{L}\p{N}]&&[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}]]]/v],
  [DIGIT, /\p{Nd}/u],
  [UPPER, /\p{Lu}/u],
  [LOWER, /\p{Ll}/u],
  [TERMINAL, /\p{Sentence_Terminal}/u],
  [BREAK, /[\v\f\r\x1c-\x1e\x85\u2028\u2029]/u],
  [CLOSER, /["'\p{Pe}\p{Pf}]/u],
  [MARK, /\p{M}/u],
];
const known = patterns.reduce((sum, [flag]) => sum | flag, 0);
const classesByPattern = (character: string) =>
  patterns.reduce((sum, [flag, pattern]) => sum | (pattern.test(character) ? flag : 0), 0);

describe("classes of characters", () => {
  test("ASCII, which is written out, is what Unicode says", () => {
    for (let byte = 0; byte < 0x80; byte++)
      expect(byteClasses[byte] & ~CONNECTOR, `byte ${byte}`).toBe(
        classesByPattern(String.fromCharCode(byte)),
      );
    for (let byte = 0x80; byte < 0x100; byte++) expect(byteClasses[byte]).toBe(OUTER);
  });

  test("other characters are read from Unicode, whichever of their page comes first", () => {
    for (let code = 0x33fff; code >= 0x80; code -= 61) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      expect(classOf(code) & known, `U+${code.toString(16)}`).toBe(
        classesByPattern(String.fromCodePoint(code)),
      );
    }
  });

  test("variation selectors of plane 14 are marks; nothing else up there is known", () => {
    expect([0xe0100, 0xe01ef, 0xe01f0, 0x10ffff].map(classOf)).toEqual([WORD | MARK, WORD | MARK, 0, 0]);
  });
});
