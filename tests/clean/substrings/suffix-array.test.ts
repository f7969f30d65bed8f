import { expect, test } from "vitest";
import {
  BORDER,
  EARLIER,
  END,
  LATER,
  repeatedWindows,
} from "../../../src/clean/substrings/repeated-windows.ts";
import { suffixArray } from "../../../src/clean/substrings/suffix-array.ts";
import { randomOf } from "./brute-force.ts";

/** Symbols for the letters of a word, with the end behind. */
const symbols = (word: string) =>
  Int32Array.from([...[...word].map((c) => (c === "|" ? BORDER : c.charCodeAt(0) - 95)), END]);

test("of banana: a, ana, anana, banana, na, nana after the end", () => {
  expect([...suffixArray(symbols("banana"), 32)]).toEqual([6, 5, 3, 1, 0, 4, 2]);
});

test("the same as sorting, for 2,000 random texts of few and of many symbols", () => {
  const random = randomOf(1);
  for (let round = 0; round < 2000; round++) {
    const alphabet = 2 + Math.floor(random() * (round % 2 === 0 ? 3 : 40));
    const text = Int32Array.from(
      { length: 1 + Math.floor(random() * 70) },
      () => 1 + Math.floor(random() * alphabet),
    );
    text[text.length - 1] = 0;
    const suffix = (i: number) => String.fromCharCode(...text.subarray(i));
    const sorted = Array.from(text.keys()).sort((a, b) => (suffix(a) < suffix(b) ? -1 : 1));
    expect([...suffixArray(text, alphabet + 1)]).toEqual(sorted);
  }
});

test("long runs and periods are sorted like other texts", () => {
  const same = new Int32Array(100_001).fill(2);
  same[100_000] = 0;
  expect([...suffixArray(same, 3).subarray(0, 3)]).toEqual([100_000, 99_999, 99_998]);
});

test("a window is marked as first or as later copy; none holds a border", () => {
  const flags = repeatedWindows(symbols("abcx|zabc|bc|ab|c"), 32, 3);
  const marked = [...flags].flatMap((flag, i) => (flag > 0 ? [[i, flag]] : []));
  expect(marked).toEqual([
    [0, EARLIER],
    [6, LATER | EARLIER],
  ]);
});

test("windows that overlap themselves are copies of the first", () => {
  expect([...repeatedWindows(symbols("aaaaa"), 32, 3)]).toEqual([EARLIER, 3, 3, 0, 0, 0]);
});
