import { expect, test } from "vitest";
import { EQUAL_TEXT, EQUAL_URL, type Question, Stars } from "../../../src/clean/deduplicate/stars.ts";

const row = (rank: number, rest: Partial<Question> = {}): Question => ({
  rank,
  text: rank,
  url: Number.NaN,
  partner: Number.NaN,
  similarity: Number.NaN,
  method: Number.NaN,
  ...rest,
});

const methods: Record<number, string> = { [EQUAL_TEXT]: "text", [EQUAL_URL]: "address", 0: "near" };

function judge(...documents: Question[][]): string[] {
  const stars = new Stars(10);
  return documents.flatMap((rows) => {
    const copy = stars.judge(rows);
    return copy
      ? [`${copy.copy} is a copy of ${copy.keeper} at ${copy.similarity} by ${methods[copy.method]}`]
      : [];
  });
}

/** Documents with pairs alone, in the order of the later one. */
function starsOf(...pairs: [a: number, b: number, similarity: number][]): string[] {
  const rows = pairs.map(([partner, rank, similarity]) => row(rank, { partner, similarity, method: 0 }));
  return judge(...Object.values(Object.groupBy(rows, ({ rank }) => rank)).map((group) => group!));
}

test("a document near an earlier keeper is its copy", () => {
  expect(starsOf([1, 2, 0.9], [1, 3, 0.85])).toEqual([
    "2 is a copy of 1 at 0.9 by near",
    "3 is a copy of 1 at 0.85 by near",
  ]);
});

test("a chain does not merge: what resembles only a copy is kept", () => {
  expect(starsOf([1, 2, 0.9], [2, 3, 0.9], [3, 4, 0.9])).toEqual([
    "2 is a copy of 1 at 0.9 by near",
    "4 is a copy of 3 at 0.9 by near",
  ]);
});

test("between keepers the more similar one has the copy, then the one kept first", () => {
  expect(starsOf([1, 3, 0.8], [2, 3, 0.9])).toEqual(["3 is a copy of 2 at 0.9 by near"]);
  expect(starsOf([1, 3, 0.9], [2, 3, 0.9])).toEqual(["3 is a copy of 1 at 0.9 by near"]);
});

test("an equal text speaks before a similar one, and that before an equal address", () => {
  const pair = { partner: 2, similarity: 0.9, method: 0 };
  expect(judge([row(3, { text: 1, url: 2, ...pair })])).toEqual(["3 is a copy of 1 at 1 by text"]);
  expect(judge([row(3, { url: 1, ...pair })])).toEqual(["3 is a copy of 2 at 0.9 by near"]);
  expect(judge([row(3, { url: 1 })])).toEqual(["3 is a copy of 1 at 1 by address"]);
});

test("no chain from text to address: who equals a copy in what it was not dropped for stays", () => {
  // 2 has the address of 1; 3 has the text of 2 and is nothing of 1.
  expect(judge([row(2, { url: 1 })], [row(3, { text: 2, url: 3 })])).toEqual([
    "2 is a copy of 1 at 1 by address",
  ]);
  // 2 has the text of 1; 3 has the address of 2.
  expect(judge([row(2, { text: 1, url: 2 })], [row(3, { url: 2 })])).toEqual([
    "2 is a copy of 1 at 1 by text",
  ]);
  // And the next one at that address, or with that text, is a copy of the one that stayed.
  expect(judge([row(2, { text: 1, url: 2 })], [row(3, { url: 2 })], [row(4, { url: 2 })])).toEqual([
    "2 is a copy of 1 at 1 by text",
    "4 is a copy of 3 at 1 by address",
  ]);
});

test("an equal copy of a near copy has its keeper and similarity", () => {
  expect(judge([row(2, { partner: 1, similarity: 0.9, method: 0 })], [row(3, { text: 2 })])).toEqual([
    "2 is a copy of 1 at 0.9 by near",
    "3 is a copy of 1 at 0.9 by near",
  ]);
});
