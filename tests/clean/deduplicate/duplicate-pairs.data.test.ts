import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { duplicatePairs } from "../../../src/clean/deduplicate/duplicate-pairs.ts";

const folder = new URL("../../../../shared/data/neardup/", import.meta.url);

describe.skipIf(!existsSync(folder))("planted copies in books and manual pages", () => {
  test.each([0.5, 0.8, 0.9])(
    "at %d nearly all pairs are found, none wrongly, with exact values",
    async (bound) => {
      const lines = gunzipSync(readFileSync(new URL("docs.jsonl.gz", folder)))
        .toString()
        .trim()
        .split("\n");
      const documents = lines.map((line) => JSON.parse(line) as { id: string; text: string });
      const gold = readGold();
      const found = await duplicatePairs(
        documents.map(({ id }) => id),
        documents.map(({ text }) => text),
        { threshold: bound },
      );
      const expected = [...gold.values()].filter((similarity) => similarity >= bound).length;
      for (const { a, b, similarity } of found) {
        expect(Math.abs(similarity - (gold.get(pairKey(a, b)) ?? 0))).toBeLessThanOrEqual(1e-6);
      }
      expect(found.length / expected).toBeGreaterThanOrEqual(0.995);
      expect(found.length).toBeLessThanOrEqual(expected);
    },
  );
});

function readGold(): Map<string, number> {
  const rows = readFileSync(new URL("pairs.csv", folder), "utf8").trim().split("\n").slice(1);
  return new Map(rows.map((row) => row.split(",")).map(([a, b, j]) => [pairKey(a, b), Number(j)]));
}

function pairKey(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}
