import { describe, expect, it } from "vitest";
import { extractMainText } from "../../../src/clean/extract/main-text.ts";
import { dataText, hasData } from "../../data.ts";
import { shingleF1 } from "./shingles.ts";

describe.skipIf(!hasData)("article-extraction-benchmark", () => {
  it("reaches an F1 of 0.965 on its 181 pages", () => {
    const gold = JSON.parse(dataText("extraction/ground-truth.json")) as Record<
      string,
      { articleBody: string }
    >;
    const pairs = Object.entries(gold).map(([id, { articleBody }]) => {
      const html = dataText(`extraction/html/${id}.html.gz`);
      return { gold: articleBody, text: extractMainText(html).text };
    });
    expect(pairs.length).toBe(181);
    expect(shingleF1(pairs)).toBeGreaterThan(0.965);
  });
});
