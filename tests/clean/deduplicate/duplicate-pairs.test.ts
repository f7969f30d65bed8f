import fc from "fast-check";
import { expect, test } from "vitest";
import { deduplicate } from "../../../src/clean/deduplicate/deduplicate.ts";
import { duplicatePairs } from "../../../src/clean/deduplicate/duplicate-pairs.ts";
import { runEntry } from "./context.ts";

test("pairs among texts in memory: the longer text first, with their true similarity", async () => {
  const base = "a b c d e f g h i j k l m n o p q r s t u v w x";
  const pairs = await duplicatePairs(["p", "q", "r"], [base, `${base} y`, "something else"]);
  expect(pairs).toEqual([{ a: "q", b: "p", similarity: 20 / 21 }]);
});

test("without texts there are no pairs", async () => {
  expect(await duplicatePairs([], [])).toEqual([]);
});

test("the first 8 copies of a text are listed in every pair, each further one with the representative", async () => {
  const ids = Array.from({ length: 10 }, (_, i) => `d${i}`);
  const pairs = await duplicatePairs(
    ids,
    ids.map(() => "same"),
  );
  expect(pairs).toHaveLength((8 * 7) / 2 + 2);
  expect(pairs.filter(({ b }) => b === "d9")).toEqual([{ a: "d0", b: "d9", similarity: 1 }]);
});

const word = fc.constantFrom("a", "b", "c", "D", "d!");
const corpus = fc.array(
  fc.array(word, { maxLength: 12 }).map((list) => list.join(" ")),
  { minLength: 1, maxLength: 40 },
);

test("the stage of a pipeline lists the same pairs", async () => {
  await fc.assert(
    fc.asyncProperty(
      corpus,
      fc.constantFrom(0.3, 0.5, 0.8, 1),
      fc.boolean(),
      async (texts, threshold, normalize) => {
        const ids = texts.map((_, i) => `d${String(i).padStart(2, "0")}`);
        const options = { threshold, normalize, shingle: 2 };
        const documents = texts.map((text, i) => ({ id: ids[i], text, source: "a", position: i }));
        const world = await runEntry(documents, deduplicate(options));
        const listed = await world.rows("SELECT a, b, similarity FROM pairs ORDER BY a, b");
        world.close();
        expect(await duplicatePairs(ids, texts, options)).toEqual(listed);
      },
    ),
    { numRuns: 15, seed: 4 },
  );
});
