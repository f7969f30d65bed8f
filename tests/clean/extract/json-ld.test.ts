import { describe, expect, it } from "vitest";
import { readJsonLd } from "../../../src/clean/extract/json-ld.ts";

const nothing = { headline: null, author: null, published: null, body: null };

describe("readJsonLd", () => {
  it("prefers the article to the page around it", () => {
    const scripts = [
      `{"@type": "WebPage", "headline": "page", "datePublished": "2001-01-01"}`,
      `[{"@type": ["NewsArticle"], "headline": "article", "author": "Ann"}]`,
    ];
    expect(readJsonLd(scripts)).toEqual({
      headline: "article",
      author: "Ann",
      published: "2001-01-01",
      body: null,
    });
  });

  it("joins several authors and skips those without a name", () => {
    const script = `{"@type": "Article", "author": [{"name": "Ann"}, {"url": "x"}, "Bo"]}`;
    expect(readJsonLd([script]).author).toBe("Ann, Bo");
  });

  it("bears raw line ends in strings", () => {
    expect(readJsonLd([`{"@type": "Article", "headline": "two\nlines"}`]).headline).toBe("two lines");
  });

  it.each([
    ["broken", "{"],
    ["no object", "7"],
    ["another type", `{"@type": "Organization", "headline": "x"}`],
    ["very deep", `${"[".repeat(500_000)}${"]".repeat(500_000)}`],
  ])("skips data that is %s", (_, script) => {
    expect(readJsonLd([script])).toEqual(nothing);
  });
});
