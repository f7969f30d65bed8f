import { expect, test } from "vitest";
import type { Pattern } from "../../../src/tokens/tokenizers/encodings.ts";
import { scanners } from "../../../src/tokens/tokenizers/scan.ts";

function pieces(pattern: Pattern, text: string): string[] {
  const bytes = Buffer.from(text);
  const found: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = scanners[pattern](bytes, at, bytes.length);
    found.push(bytes.toString("utf8", at, end));
    at = end;
  }
  return found;
}

test("gpt2 leaves the last space of a run to the next word", () => {
  expect(pieces("gpt2", "a   b \n c  ")).toEqual(["a", "  ", " b", " \n", " c", "  "]);
});

test("gpt2 cuts contractions in lower case only", () => {
  expect(pieces("gpt2", "we'll WE'LL 'sab")).toEqual(["we", "'ll", " WE", "'", "LL", " '", "sab"]);
});

test("cl100k cuts contractions in any case, the long s included", () => {
  expect(pieces("cl100k", "WE'LL it'ſ")).toEqual(["WE", "'LL", " it", "'ſ"]);
});

test("cl100k takes numbers by three and line ends with the symbols before", () => {
  expect(pieces("cl100k", "12345!\n\nx")).toEqual(["123", "45", "!\n\n", "x"]);
});

test("cl100k takes white space up to its last line end, and all of it at the end of the text", () => {
  expect(pieces("cl100k", "a \n \n  b\n  ")).toEqual(["a", " \n \n", " ", " b", "\n  "]);
});

test("o200k keeps contractions with the word and cuts at a change to capitals", () => {
  expect(pieces("o200k", "JSONParser camelCase WE'LL")).toEqual(["JSONParser", " camel", "Case", " WE'LL"]);
});

test("o200k joins marks to words, gpt2 takes them for symbols", () => {
  expect(pieces("o200k", "e\u0301te\u0301")).toEqual(["e\u0301te\u0301"]);
  expect(pieces("gpt2", "e\u0301te\u0301")).toEqual(["e", "\u0301", "te", "\u0301"]);
});

test("white space is Unicode's: U+0085 is, U+FEFF is not", () => {
  expect(pieces("gpt2", "a\u0085\u0085b")).toEqual(["a", "\u0085", "\u0085", "b"]);
  expect(pieces("gpt2", "a \ufeffb")).toEqual(["a", " \ufeff", "b"]);
});
