import { expect, test } from "vitest";
import { documentOf } from "../../../src/label/functions/apply.ts";
import { dictionary } from "../../../src/label/functions/dictionary.ts";
import { keyword } from "../../../src/label/functions/keyword.ts";
import type { LabelingFunction } from "../../../src/label/functions/labeling-function.ts";
import { regex } from "../../../src/label/functions/regex.ts";
import { signal } from "../../../src/label/functions/signal.ts";
import { url } from "../../../src/label/functions/url.ts";

const on = (made: LabelingFunction, text: string) => made.vote(documentOf("d", text));
const reads = (made: LabelingFunction, columns: Record<string, string | number | null>) =>
  made.vote(documentOf("d", "", columns));

test("keyword finds whole words in any case unless told otherwise", () => {
  expect(on(keyword("art", "arts"), "The ART of war")).toBe("arts");
  expect(on(keyword("art", "arts"), "a party")).toBeNull();
  expect(on(keyword("art", "arts", { wholeWords: false }), "a party")).toBe("arts");
  expect(on(keyword("Art", "arts", { caseSensitive: true }), "art")).toBeNull();
});

test("keyword takes letters of every script for parts of a word", () => {
  expect(on(keyword("стол", "furniture"), "Столы")).toBeNull();
  expect(on(keyword("стол", "furniture"), "«Стол»")).toBe("furniture");
});

test("keyword finds a phrase and refuses an empty word", () => {
  expect(on(keyword(["check out", "subscribe"], "spam"), "please check out!")).toBe("spam");
  expect(() => keyword(["a", " "], "spam")).toThrow(
    'keyword for "spam": words must not be empty, got ["a"," "]',
  );
});

test("regex runs a RegExp as it is, without a memory between documents", () => {
  const made = regex(/\d{3}/g, "number");
  expect([on(made, "123"), on(made, "123"), on(made, "12")]).toEqual(["number", "number", null]);
});

test("regex runs a string in linear time, in any case, and refuses look-ahead with the way out", () => {
  expect(on(regex("(a+)+$", "a"), `${"a".repeat(100_000)}b`)).toBeNull();
  expect(on(regex("HTTPS?://", "link"), "see http://x")).toBe("link");
  expect(() => regex("a(?=b)", "x")).toThrow(/regex "a\(\?=b\)": .* need a RegExp/);
});

test("dictionary counts words and phrases of a list", () => {
  const made = dictionary(["New York", "London", "Rome"], "city", { atLeast: 2 });
  expect(on(made, "From London to new york.")).toBe("city");
  expect(on(made, "New London")).toBeNull();
});

test("dictionary can ask for a share of the words", () => {
  const made = dictionary(["la", "el"], "spanish", { share: 0.25 });
  expect([on(made, "la casa en el"), on(made, "a b c d e f g la")]).toEqual(["spanish", null]);
});

test("signal votes within its bounds and abstains without a value", () => {
  const short = signal("word_count", { below: 50 }, "stub");
  expect([49, 50, null].map((word_count) => reads(short, { word_count }))).toEqual(["stub", null, null]);
  expect(short.columns).toEqual(["word_count"]);
  expect(() => signal("word_count", {}, "stub")).toThrow("at least one of above, below, atLeast, atMost");
});

test("url knows hosts with everything below them, and paths", () => {
  const made = url({ hosts: ["example.com", "edu"], path: /^\/blog/ }, "blog");
  const vote = (address: string | null) => reads(made, { url: address });
  expect(vote("https://www.example.com/blog/1")).toBe("blog");
  expect(vote("http://cs.stanford.edu/blog")).toBe("blog");
  expect(vote("https://notexample.com/blog")).toBeNull();
  expect(vote("https://example.com/shop")).toBeNull();
  expect([vote(null), vote("no address")]).toEqual([null, null]);
});
