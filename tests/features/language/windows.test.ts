import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanWindow, firstWords, windowsOf } from "../../../src/features/language/windows.ts";

describe("windowsOf", () => {
  it("gives a short text whole", () => {
    expect(windowsOf("short")).toEqual(["short"]);
  });

  it("cuts start, middle and end of a long text between words", () => {
    const words = Array.from({ length: 2000 }, (_, i) => `word${i}`).join(" ");
    const windows = windowsOf(words);
    expect(windows.map((window) => window.split(" ")[0])).toEqual([
      "word0",
      expect.stringMatching(/^word(9|10)\d\d$/),
      expect.stringMatching(/^word19\d\d$/),
    ]);
    expect(windows[2].endsWith("word1999")).toBe(true);
  });

  it("never splits a character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 500, maxLength: 1500 }), (text) => {
        const whole = "😀".repeat(600) + text;
        expect(windowsOf(whole).every((window) => window.isWellFormed())).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});

describe("firstWords", () => {
  it("gives whole words from the start of a window", () => {
    const words = firstWords("word ".repeat(50)).split(" ");
    expect(new Set(words)).toEqual(new Set(["word"]));
    expect(words.length).toBeLessThan(25);
  });

  it("gives a short window whole", () => {
    expect(firstWords("a short one")).toBe("a short one");
  });
});

describe("cleanWindow", () => {
  it("leaves out addresses, markup, and names with digits or underscores", () => {
    const text = "see https://a.example/b?c and me@x.org <b class='q'>now</b> foo_bar v2 a/b end";
    expect(cleanWindow(text).split(/\s+/)).toEqual(["see", "and", "now", "end"]);
  });
});
