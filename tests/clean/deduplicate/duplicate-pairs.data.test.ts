import { describe, expect, test } from "vitest";
import { duplicatePairs } from "../../../src/clean/deduplicate/duplicate-pairs.ts";
import { dataRecords, dataText, hasData } from "../../data.ts";

describe.skipIf(!hasData)("planted copies in books and manual pages", () => {
  test.each([0.5, 0.8, 0.9])(
    "at %d nearly all pairs are found, none wrongly, with exact values",
    async (bound) => {
      const documents = dataRecords<{ id: string; text: string }>("neardup/docs.jsonl.gz");
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
  const rows = dataText("neardup/pairs.csv").trim().split("\n").slice(1);
  return new Map(rows.map((row) => row.split(",")).map(([a, b, j]) => [pairKey(a, b), Number(j)]));
}

function pairKey(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}
