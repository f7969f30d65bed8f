import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseQuery } from "../../../src/io/search/query.ts";
import { snippetOf } from "../../../src/io/search/snippet.ts";

const snippet = (text: string, query: string, size?: number) =>
  snippetOf(text, parseQuery(query).terms, size);
const shown = (text: string, query: string, size?: number) =>
  snippet(text, query, size)
    .map(({ text: part, hit }) => (hit ? `[${part}]` : part))
    .join("");

describe("a snippet", () => {
  test("marks what was searched for, whatever its case, accents and width", () => {
    expect(shown("The Mill at Étaples, the mills.", "mill etaples")).toBe(
      "The [Mill] at [Étaples], the mills.",
    );
    expect(shown("ＡＢＣ", "abc")).toBe("[ＡＢＣ]");
  });

  test("marks beginnings, phrases and characters of runs without spaces", () => {
    expect(shown("milling a mill", "mil*")).toBe("[milling] a [mill]");
    expect(shown("by the river, the river by", '"the river"')).toBe("by [the river], [the river] by");
    expect(shown("私は東京都に住む", "東京")).toBe("私は[東京]都に住む");
    expect(shown("私は東京都に住む", "都")).toBe("私は東京[都]に住む");
  });

  test("shows the passage that holds most of the words, with dots where it is cut", () => {
    const text = `one ${"x ".repeat(300)}one two three ${"y ".repeat(300)}`;
    const [first, ...rest] = snippet(text, "one two three", 100);
    expect(first).toEqual({ text: "…", hit: false });
    expect(rest.filter(({ hit }) => hit).map(({ text: part }) => part)).toEqual(["one", "two", "three"]);
    expect(rest.at(-1)).toEqual({ text: "…", hit: false });
  });

  test("is the beginning of a text in which nothing is found", () => {
    expect(shown("a  plain\n\ttext", "absent")).toBe("a plain text");
  });

  test("leaves markup what it is: text", () => {
    expect(snippet("<img src=x onerror=alert(1)> mill", "mill")[0]).toEqual({
      text: "<img src=x onerror=alert(1)> ",
      hit: false,
    });
  });

  test("cuts no character in two and shows nothing that is not in the text", () => {
    const text = fc.string({
      unit: fc.constantFrom("a", "b", " ", "東", "𠀀", "😀", "é"),
      maxLength: 400,
      size: "max",
    });
    fc.assert(
      fc.property(
        text,
        fc.string({ unit: fc.constantFrom("a", "東", "𠀀", " "), maxLength: 6 }),
        (whole, query) => {
          const parts = snippetOf(whole, parseQuery(query).terms, 40);
          const plain = whole.replace(/\s+/g, " ");
          for (const { text: part } of parts) {
            expect(part.isWellFormed()).toBe(true);
            if (part !== "…") expect(plain).toContain(part);
          }
        },
      ),
    );
  });
});
