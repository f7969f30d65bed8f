import fc from "fast-check";
import { test } from "vitest";
import { expectClose, measured } from "./measured.ts";
import { naive } from "./oracle.ts";

const words = [
  "a",
  "b",
  "ab",
  "the",
  "with",
  "don't",
  "it’s",
  "O'Brien",
  "U.S.",
  "3.14",
  "1,000",
  "well-known",
  "end.Start",
];
const marks = [
  " ",
  " ",
  " ",
  "\n",
  "\n\n",
  "\r\n",
  "\t",
  ". ",
  "...",
  "… ",
  "? ",
  '."',
  "! ",
  "-",
  "• ",
  "#",
  "{",
  "[1]",
  "[edit]",
];
const phrases = [
  "lorem ipsum",
  "JavaScript",
  "Privacy Policy",
  "we use cookies",
  "Mr. Smith",
  "J. Doe",
  "a line of plain words here.",
];
const foreign = [
  "é",
  "e\u0301",
  "日本語",
  "カタカナ",
  "。",
  "！",
  "שלום",
  "👨‍👩‍👧",
  "\u00a0",
  "\u2028",
  "\u0085",
  "ß",
  "Ω",
  "२",
  "क्षि",
  "n't",
  "he'd've",
  "\ufffd",
];
const piece = fc.oneof(
  fc.constantFrom(...words),
  fc.constantFrom(...marks),
  fc.constantFrom(...phrases),
  fc.constantFrom(...foreign),
  fc.string({ unit: "grapheme", maxLength: 4 }),
  fc.string({ unit: "binary", maxLength: 3 }),
);
const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join("").toWellFormed());

test("every signal equals its definition over plain strings, on random text", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 4 }), async (documents) => {
      const rows = await measured(documents);
      for (const [i, row] of rows.entries()) expectClose(row, naive(documents[i]));
    }),
    { numRuns: 400, seed: 20240601 },
  );
});

test("repetitive text, where n-grams overlap and repeat, equals the definition too", async () => {
  const few = fc.array(fc.constantFrom("a", "b", "ab", "ba", " ", " ", "\n", "1 2", "12"), {
    maxLength: 120,
  });
  await fc.assert(
    fc.asyncProperty(few, async (pieces) => {
      const document = pieces.join("");
      expectClose((await measured([document]))[0], naive(document));
    }),
    { numRuns: 300, seed: 7 },
  );
});
