import { expect, test } from "vitest";
import {
  excerpt,
  formatBytes,
  formatCount,
  formatNumber,
  formatSeconds,
  formatShare,
  formatShort,
  shorten,
} from "../../../src/viz/charts/format.ts";

const spaced = (text: string) => text.replaceAll("\u00a0", " ");

test.each([
  [formatCount(12418), "12,418"],
  [formatCount(-2310), "−2,310"],
  [formatShort(9999), "9,999"],
  [formatShort(7214883), "7.21 M"],
  [formatShort(999_999), "1 M"],
  [formatShort(1.5e15), "1500 T"],
  [formatNumber(0), "0"],
  [formatNumber(0.0045), "0.0045"],
  [formatNumber(3.05e15), "3.05 × 10¹⁵"],
  [formatNumber(1e21), "10²¹"],
  [formatNumber(-0.5), "−0.5"],
  [formatShare(0.186), "18.6 %"],
  [formatShare(0.0001), "< 0.1 %"],
  [formatShare(0.9999), "> 99.9 %"],
  [formatShare(1), "100 %"],
  [formatBytes(31e6), "31 MB"],
  [formatSeconds(1.42), "1.4 s"],
  [formatSeconds(200), "3 min 20 s"],
  [formatSeconds(7500), "2 h 5 min"],
])("%s", (actual, expected) => {
  expect(spaced(actual)).toBe(expected);
});

test("an excerpt is one line, cut between characters", () => {
  expect(excerpt("  one\n\ttwo ", 20)).toBe("one two");
  expect(excerpt("abcdef", 4)).toBe("abc…");
  expect(excerpt("🐳🐳🐳🐳🐳", 3)).toBe("🐳🐳…");
});

test("marks that turn the direction of a text are written out", () => {
  expect(shorten("in/rtl\u202etxt.jsonl", 40)).toBe("in/rtl\\u{202e}txt.jsonl");
  expect(excerpt("a\u2067b", 40)).toBe("a\\u{2067}b");
});

test("a long name loses its middle: paths differ at their ends", () => {
  expect(shorten("node_modules/zod", 20)).toBe("node_modules/zod");
  expect(shorten("node_modules/typescript/lib/lib.d.ts", 19)).toBe("node_m…lib/lib.d.ts");
  expect(Array.from(shorten("🐳".repeat(1000), 10))).toHaveLength(10);
});
