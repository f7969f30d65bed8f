import { expect, test } from "vitest";
import { countDocument, emptyCounts } from "../../../src/viz/names/counts.ts";
import { nameClusters } from "../../../src/viz/names/names.ts";
import { wordsOf } from "../../../src/viz/names/words.ts";

function namesOf(documents: readonly (readonly [number, string])[]) {
  const counts = emptyCounts();
  for (const [cluster, text] of documents) countDocument(counts, cluster, text);
  return nameClusters(counts);
}

const documents = [
  [0, "the whale and the Captain saw the white whale"],
  [0, "the Captain of the ship hunted the whales"],
  [0, "a whale, said the Captain, and the ship sank"],
  [1, "the judge asked the lawyer about the law"],
  [1, "the lawyer answered the judge in the court"],
  [1, "in the court the judge and the lawyer spoke"],
] as const;

test("a name is made of the words that tell a cluster from the others, as they are written", () => {
  const [sea, court] = namesOf(documents);
  expect(sea.name).toContain("whale");
  expect(sea.name).toContain("Captain");
  expect(court.terms.slice(0, 3).join(" ")).toMatch(/judge/);
  expect(court.terms.slice(0, 3).join(" ")).toMatch(/lawyer/);
});

test("words of most documents are stop words in any language", () => {
  for (const { terms } of namesOf(documents)) expect(terms.join(" ").split(" ")).not.toContain("the");
});

test("no two terms share a word or its plural", () => {
  for (const { terms } of namesOf(documents)) {
    const words = terms.flatMap((term) => term.toLowerCase().split(" "));
    expect(new Set(words.map((word) => word.replace(/s$/, ""))).size).toBe(words.length);
  }
});

test("noise weighs in the background and has no name", () => {
  const names = namesOf([...documents, [-1, "white noise"]]);
  expect(names.map(({ cluster }) => cluster)).toEqual([0, 1]);
});

test("clusters without telling words still have different names", () => {
  const names = namesOf([
    [0, "1 2 3"],
    [1, "4 5 6"],
  ]).map(({ name }) => name);
  expect(new Set(names).size).toBe(2);
  expect(names.every((name) => name.length > 0)).toBe(true);
});

test("Chinese is segmented into words", () => {
  expect(wordsOf("鲸鱼在海里游泳").length).toBeGreaterThan(2);
});
