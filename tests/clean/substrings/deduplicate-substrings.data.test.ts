import { describe, expect, test } from "vitest";
import { deduplicateSubstrings } from "../../../src/clean/substrings/deduplicate-substrings.ts";
import { dataRecords, hasData } from "../../data.ts";
import type { Given } from "../segments/given.ts";
import { clean } from "../segments/run.ts";
import { coveredByBruteForce, plainTokens } from "./brute-force.ts";

/** A text without the tokens that go, and without its white space: where that is cut is another question. */
const bare = (text: string) => text.replaceAll(/\s/gu, "");

describe.skipIf(!hasData)("books and pages with planted copies", () => {
  const documents = dataRecords<Given>("neardup/docs.jsonl.gz")
    .slice(0, 700)
    .map(({ id, text }) => ({ id, text }));

  test.each(["first", "none"] as const)(
    "exactly the tokens go that brute force finds, keep %s",
    async (keep) => {
      const tokens = documents.map(({ text }) => plainTokens(text));
      const covered = coveredByBruteForce(
        tokens.map((list) => list.map(({ value }) => value)),
        50,
        keep,
      );
      expect(covered.flat().filter(Boolean).length).toBeGreaterThan(10_000);
      const expected = tokens.map((list, d) =>
        list.flatMap(({ value }, i) => (covered[d][i] ? [] : [value])).join(""),
      );
      const { rows } = await clean(documents, deduplicateSubstrings({ keep, largestShare: 1 }));
      const left = new Map(
        (await rows("SELECT id, text FROM text")).map(({ id, text }) => [id, bare(text as string)]),
      );
      expect(documents.map(({ id }) => left.get(id))).toEqual(expected.map(bare));
    },
  );
});
