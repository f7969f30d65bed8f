import fc from "fast-check";
import { expect, test } from "vitest";
import { Scan } from "../../../src/features/signals/scan.ts";

const scan = new Scan();

function scanned(text: string) {
  const bytes = Buffer.from(text);
  const padded = new Uint8Array(bytes.length + 16).fill(10, bytes.length, bytes.length + 4);
  padded.set(bytes);
  const { counts, runs, marks, markCount } = scan.read(new DataView(padded.buffer), bytes.length);
  return {
    counts: Array.from(counts),
    runs: Array.from(runs.subarray(0, runs.indexOf(bytes.length) + 1)),
    marks: Array.from(marks.subarray(0, markCount + 1)),
  };
}

test("lists where runs of letters and digits start and end, and where marks stand", () => {
  const { runs, marks } = scanned("Hi, né 42.\nOh");
  expect(runs).toEqual([0, 2, 4, 5, 8, 10, 12, 14]);
  expect(marks).toEqual([5, 10, 11, 14]);
});

test("equals what regular expressions find, for any text after any other", () => {
  const piece = fc.constantFrom("a", "Z9", " ", ".", "!", "?", "\n", "é", "日", "😀", "-", "[");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join("");
      const latin = Buffer.from(text).toString("latin1");
      const { counts, runs, marks } = scanned(text);
      const edges = [...latin.matchAll(/[A-Za-z0-9]+/g)].flatMap(({ 0: run, index }) => [
        index,
        index + run.length,
      ]);
      expect(runs).toEqual(edges.at(-1) === latin.length ? edges : [...edges, latin.length]);
      expect(marks).toEqual([
        ...[...latin.matchAll(/[\n.!?\xc0-\xff]/g)].map(({ index }) => index),
        latin.length,
      ]);
      expect(counts).toEqual(
        Array.from({ length: 256 }, (_, byte) => latin.split(String.fromCharCode(byte)).length - 1),
      );
    }),
  );
});
