import { expect, test } from "vitest";
import { type DiffRun, wordDiff } from "../../../src/viz/report/word-diff.ts";

const marks = { same: "", removed: "-", added: "+" } as const;
const written = (runs: readonly DiffRun[]) => runs.map(({ kind, text }) => `${marks[kind]}${text}`);
const side = (runs: readonly DiffRun[], other: DiffRun["kind"]) =>
  runs
    .filter(({ kind }) => kind !== other)
    .map(({ text }) => text)
    .join(" ")
    .split(/\s+/)
    .filter((word) => word !== "");

test("shared words, what went, and what came", () => {
  expect(written(wordDiff("the mill by the river", "the old mill by a river"))).toEqual([
    "the",
    "+old",
    "mill by",
    "-the",
    "+a",
    "river",
  ]);
});

test("equal texts have no difference, whatever their white space; nothing against something is all of it", () => {
  expect(written(wordDiff("a  b\nc", "a b c"))).toEqual(["a b c"]);
  expect(written(wordDiff("", "a b"))).toEqual(["+a b"]);
  expect(written(wordDiff("a b", ""))).toEqual(["-a b"]);
  expect(wordDiff("", " ")).toEqual([]);
});

test("in scripts without spaces a letter is a word", () => {
  expect(written(wordDiff("我喜欢红色的苹果", "我喜欢绿色的苹果"))).toEqual([
    "我喜欢",
    "-红",
    "+绿",
    "色的苹果",
  ]);
});

test("both texts can be read from the runs, and no diff of a longest common subsequence is shorter", () => {
  let state = 7;
  const below = (limit: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >>> 8) % limit;
  };
  for (let trial = 0; trial < 200; trial++) {
    const [a, b] = [0, 0].map(() => Array.from({ length: below(12) }, () => "abc"[below(3)]));
    const runs = wordDiff(a.join(" "), b.join(" "));
    expect(side(runs, "added")).toEqual(a);
    expect(side(runs, "removed")).toEqual(b);
    const shared = runs.filter(({ kind }) => kind === "same").flatMap(({ text }) => text.split(" "));
    expect(shared.length).toBe(longestCommon(a, b));
  }
});

/** The plain table of dynamic programming. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++)
      table[i][j] =
        a[i - 1] === b[j - 1] ? table[i - 1][j - 1] + 1 : Math.max(table[i - 1][j], table[i][j - 1]);
  return table[a.length][b.length];
}

test("texts that share nearly nothing are told as rewritten instead of being searched for ever", () => {
  const [a, b] = ["a", "b"].map((name) => Array.from({ length: 2000 }, (_, i) => `${name}${i}`).join(" "));
  expect(wordDiff(`start ${a} end`, `start ${b} end`).map(({ kind }) => kind)).toEqual([
    "same",
    "removed",
    "added",
    "same",
  ]);
});
