import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { extractMainText } from "../../../src/clean/extract/main-text.ts";
import { shingleF1 } from "./shingles.ts";

const folder = new URL("../../../../shared/data/extraction/", import.meta.url);

describe.skipIf(!existsSync(folder))("article-extraction-benchmark", () => {
  it("reaches an F1 of 0.965 on its 181 pages", () => {
    const gold = JSON.parse(readFileSync(new URL("ground-truth.json", folder), "utf8")) as Record<
      string,
      { articleBody: string }
    >;
    const pairs = Object.entries(gold).map(([id, { articleBody }]) => {
      const html = gunzipSync(readFileSync(new URL(`html/${id}.html.gz`, folder))).toString("utf8");
      return { gold: articleBody, text: extractMainText(html).text };
    });
    expect(pairs.length).toBe(181);
    expect(shingleF1(pairs)).toBeGreaterThan(0.965);
  });
});
