import fc from "fast-check";
import { expect, test } from "vitest";
import { gopherDclm } from "../../../../src/features/signals/dialects/dclm.ts";
import { gopherDolma } from "../../../../src/features/signals/dialects/dolma.ts";
import { gopherRedpajama } from "../../../../src/features/signals/dialects/redpajama.ts";
import { measured } from "../measured.ts";
import { naiveDclm, naiveDolma, naiveRedpajama } from "./oracle.ts";

const families = [gopherDolma, gopherDclm, gopherRedpajama];
// No scripts in which Intl.Segmenter finds words by a dictionary: it is the oracle for the words of DCLM.
const pieces = [
  ..."a b ab the The WITH that don't 3.14 1,000 U.S. x_y _ # … ... .... e\u0301 É ß Σ ΑΣ İ Ω שלום א״ב א' ٣ ½ ﬁ".split(
    " ",
  ),
  ..." ,,,\t,\n,\n\n,\n\n\n,\r\n,\u00a0,\u2028,\u0085,\0,\x1c".split(","),
  ..."- * • ● ▶ – . . . \" ' ’ : ; ! ? ) 👨‍👩‍👧 🇩🇪 ﷽".split(" "),
];
const mixed = fc.array(fc.oneof(fc.constantFrom(" "), fc.constantFrom(...pieces)), { maxLength: 80 });
const repetitive = fc.array(fc.constantFrom("a", "b", "ab", " ", " ", "\n", "1,2", "é "), { maxLength: 160 });
const words = fc.array(fc.constantFrom("a ", "bb ", "ccc ", "a ", "é\n"), { maxLength: 40 });
const segmenter = new Intl.Segmenter("en", { granularity: "word" });
const unicodeWords = (text: string) =>
  Array.from(segmenter.segment(text), ({ segment }) => segment).filter((word) => /^[\p{L}\p{N}]/u.test(word));

test.each([
  ["mixed", mixed],
  ["repetitive", repetitive],
  ["few words", words],
])("every signal of the dialects equals its definition over plain strings: %s text", async (_, pieces) => {
  await fc.assert(
    fc.asyncProperty(pieces, async (parts) => {
      const text = parts.join("");
      const expected = {
        ...naiveDolma(text),
        ...naiveDclm(text, unicodeWords(text)),
        ...naiveRedpajama(text),
      };
      const [{ id: _, ...row }] = await measured([text], families);
      for (const [name, value] of Object.entries(row)) {
        if (expected[name] === undefined) expect(value, name).toBeNull();
        else expect(value, name).toBeCloseTo(expected[name], 11);
      }
    }),
    { numRuns: 400, seed: 20260101 },
  );
});
