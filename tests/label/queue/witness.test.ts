import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonical } from "../../../src/core/json.ts";
import { documentOf } from "../../../src/label/functions/apply.ts";
import { dictionary } from "../../../src/label/functions/dictionary.ts";
import { keyword } from "../../../src/label/functions/keyword.ts";
import { asLabelingFunction, type LabelingFunction } from "../../../src/label/functions/labeling-function.ts";
import { regex } from "../../../src/label/functions/regex.ts";
import { signal } from "../../../src/label/functions/signal.ts";
import { url } from "../../../src/label/functions/url.ts";
import { witnessOf } from "../../../src/label/queue/witness.ts";

/** What is seen in a text by the definition as it lies in a manifest. */
function see(fn: LabelingFunction, text: string, columns = {}) {
  const stored = JSON.parse(canonical(fn.definition));
  const { spans, note } = witnessOf(stored).testify(text, columns);
  return { words: spans.map(([start, end]) => text.slice(start, end)), note };
}

describe("the witness of a labeling function", () => {
  test("keyword: every occurrence, whole words only, whatever the case", () => {
    expect(see(keyword(["art", "of war"], "x"), "Art, party, the ART of war. cart").words).toEqual([
      "Art",
      "ART",
      "of war",
    ]);
    expect(see(keyword("art", "x", { wholeWords: false }), "Art, party").words).toEqual(["Art", "art"]);
    expect(see(keyword("art", "x", { caseSensitive: true }), "Art, art").words).toEqual(["art"]);
  });

  test("words are found at their place where lower case is longer than the text", () => {
    const text = "İİİ gold İ Gold";
    expect(see(keyword("gold", "x"), text).words).toEqual(["gold", "Gold"]);
    expect(see(dictionary(["gold"], "x"), text).words).toEqual(["gold", "Gold"]);
  });

  test("dictionary: terms of several words, with what lies between them", () => {
    expect(see(dictionary(["open source", "gold"], "x"), "Open-source gold, open\nsource!").words).toEqual([
      "Open-source",
      "gold",
      "open\nsource",
    ]);
  });

  test("regex: a RegExp by RE2 with its flags, a string without case", () => {
    expect(see(regex(/^# (\w+)/m, "x"), "# One\n## no\n# Two").words).toEqual(["# One", "# Two"]);
    expect(see(regex(/caf\u00e9|\u{1F600}/iu, "x"), "CAFÉ 😀").words).toEqual(["CAFÉ", "😀"]);
    expect(see(regex("npm (install|i)", "x"), "NPM install").words).toEqual(["NPM install"]);
    expect(see(regex(/(?<year>\d{4})\//, "x"), "in 1999/2000").words).toEqual(["1999/"]);
  });

  test("a pattern that RE2 refuses says nothing, and one that backtracks for years ends at once", () => {
    expect(see(regex(/gold(?=en)/, "x"), "golden")).toEqual({ words: [], note: null });
    expect(see(regex(/(a)\1/, "x"), "aa")).toEqual({ words: [], note: null });
    expect(see(regex(/^(a+)+$/, "x"), `${"a".repeat(20_000)}b`).words).toEqual([]);
  });

  test("signal: the measurement beside its bound", () => {
    expect(see(signal("word_count", { below: 50 }, "x"), "", { word_count: 12 }).note).toBe(
      "word_count 12 < 50",
    );
    expect(see(signal("alpha", { atLeast: 0.25, atMost: 0.5 }, "x"), "", { alpha: 0.333333 }).note).toBe(
      "alpha 0.3333 ≥ 0.25, ≤ 0.5",
    );
    expect(
      see(
        signal("alpha", (value) => value > 1, "x"),
        "",
        { alpha: 2 },
      ).note,
    ).toBe("alpha 2");
    expect(see(signal("alpha", { above: 1 }, "x"), "", {}).note).toBe("alpha > 1");
  });

  test("url: the host; an arbitrary function: nothing, and its code does not run", () => {
    expect(see(url({ hosts: ["example.com"] }, "x"), "", { url: "https://www.example.com/a" }).note).toBe(
      "www.example.com",
    );
    const evil = asLabelingFunction(() => {
      throw new Error("ran");
    });
    expect(see(evil, "text")).toEqual({ words: [], note: null });
  });

  test("a definition of a shape that nobody knows says nothing", () => {
    for (const strange of [null, 7, "x", {}, { regex: { $regexp: "no slashes" } }, { keyword: "art" }])
      expect(witnessOf(strange).testify("art", {})).toEqual({ spans: [], note: null });
  });

  test("shows a hundred matches at most", () => {
    for (const fn of [keyword("a", "x"), regex(/a/, "x"), dictionary(["a"], "x")])
      expect(see(fn, "a ".repeat(5000)).words.length).toBe(100);
  });

  const word = fc.constantFrom("gold", "Sluice", "art", "İ", "ore", "open", "source", "é", "ß");
  const prose = fc.array(fc.tuple(word, fc.constantFrom(" ", "-", "", ", ", "\n")), { maxLength: 30 });

  test.each([
    ["keyword", keyword(["gold", "open source", "İ"], "x")],
    ["part of words", keyword(["or", "ß"], "x", { wholeWords: false })],
    ["dictionary", dictionary(["gold", "open source", "é"], "x")],
    ["regex", regex(/\b(gold|open source)/i, "x")],
  ])("sees something exactly where the function votes: %s", (_, fn) => {
    fc.assert(
      fc.property(prose, (pieces) => {
        const text = pieces.flat().join("");
        const votes = fn.vote(documentOf("d", text)) === "x";
        expect(see(fn, text).words.length > 0).toBe(votes);
      }),
    );
  });
});
