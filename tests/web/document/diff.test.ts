import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diffWords, type Part } from "../../../web/document/diff.ts";

const text = (parts: readonly Part[], without: Part["kind"]) =>
  parts
    .filter(({ kind }) => kind !== without)
    .map((part) => part.text)
    .join("");

describe("the difference of two texts", () => {
  test("a word that changed, one that came, one that went", () => {
    expect(diffWords("one two three", "one 2 three four")).toEqual([
      { kind: "same", text: "one " },
      { kind: "removed", text: "two" },
      { kind: "added", text: "2" },
      { kind: "same", text: " three" },
      { kind: "added", text: " four" },
    ]);
  });

  test("of the same texts is one part, of empty ones none", () => {
    expect(diffWords("same words", "same words")).toEqual([{ kind: "same", text: "same words" }]);
    expect(diffWords("", "")).toEqual([]);
    expect(diffWords("", "new")).toEqual([{ kind: "added", text: "new" }]);
  });

  test("holds both texts whole, whatever they are", () => {
    const words = fc
      .array(fc.constantFrom("a", "b", "c", "d", " ", "\n", "日本"))
      .map((list) => list.join(""));
    fc.assert(
      fc.property(words, words, (before, after) => {
        const parts = diffWords(before, after)!;
        expect(text(parts, "added")).toBe(before);
        expect(text(parts, "removed")).toBe(after);
      }),
    );
  });

  test("keeps the longest common subsequence: no shorter way from one to the other exists", () => {
    const list = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 9 });
    fc.assert(
      fc.property(list, list, (a, b) => {
        const parts = diffWords(a.join(" "), b.join(" "))!;
        const words = (kind: Part["kind"]) =>
          parts.filter((part) => part.kind === kind).flatMap((part) => part.text.match(/\S+|\s+/g) ?? [])
            .length;
        const tokens = (items: string[]) => items.join(" ").match(/\S+|\s+/g) ?? [];
        const common = longestCommon(tokens(a), tokens(b));
        expect(words("removed")).toBe(tokens(a).length - common);
        expect(words("added")).toBe(tokens(b).length - common);
      }),
    );
  });

  test("texts that have nothing in common are not compared word by word for ever", () => {
    const random = (seed: number) =>
      Array.from({ length: 3000 }, (_, i) => `w${(i * seed) % 2999}`).join(" ");
    expect(diffWords(random(7), random(1013))).toBeUndefined();
  });
});

/** The textbook table, to hold the quick way against. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++)
      table[i][j] =
        a[i - 1] === b[j - 1] ? table[i - 1][j - 1] + 1 : Math.max(table[i - 1][j], table[i][j - 1]);
  return table[a.length][b.length];
}
