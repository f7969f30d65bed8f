import { expect, test } from "vitest";
import { analyzeVoters, summarizeVotes } from "../../../src/label/analysis/functions.ts";
import { majority } from "../../../src/label/models/majority.ts";
import { votesFromRows } from "../../../src/label/votes.ts";

const votes = votesFromRows(
  [
    [1, 1, -1],
    [1, 0, -1],
    [-1, 0, -1],
    [-1, -1, -1],
  ],
  ["ham", "spam"],
  ["has_link", "is_short", "never"],
);
const [link, short, never] = analyzeVoters(votes, majority(votes).posterior, Int32Array.of(1, 1, -1, -1));

test("coverage, overlaps and conflicts are shares of all items", () => {
  expect(link).toMatchObject({ coverage: 2 / 4, overlap: 2 / 4, conflict: 1 / 4 });
  expect(short).toMatchObject({ coverage: 3 / 4, overlap: 2 / 4, conflict: 1 / 4 });
});

test("polarity lists the labels that a voter ever gave", () => {
  expect(link.polarity).toEqual(["spam"]);
  expect(short.polarity).toEqual(["ham", "spam"]);
});

test("precision counts votes on known items only and is null without any", () => {
  expect(link).toMatchObject({ known: 2, precision: 2 / 2 });
  expect(short).toMatchObject({ known: 2, precision: 1 / 2 });
  expect(never).toMatchObject({ votes: 0, precision: null });
});

test("agreement counts a tie by its share", () => {
  expect(link.agreement).toBe((1 + 0.5) / 2);
  expect(short.agreement).toBe((1 + 0.5 + 1) / 3);
});

test("summarizeVotes gives the shares of items with a vote, two votes, two labels", () => {
  expect(summarizeVotes(votes)).toEqual({ coverage: 3 / 4, overlap: 2 / 4, conflict: 1 / 4 });
});
