import fc from "fast-check";
import { expect, test } from "vitest";
import { groupByFolder } from "../../../src/viz/report/folders.ts";

const file = (name: string, tokens: number) => ({ name, tokens, documents: 1 });
const names = (files: readonly { name: string; tokens: number; documents: number }[]) =>
  groupByFolder(files).map(({ name }) => name);

test("files are told as their leading folders, large folders are opened, small ones stay whole", () => {
  const files = [
    file("packages/zod/v3/types.ts", 10),
    file("packages/zod/v4/types.ts", 9),
    file("packages/huge/a/one.ts", 60),
    file("packages/huge/b/two.ts", 50),
    file("readme.md", 2),
  ];
  expect(groupByFolder(files)).toEqual([
    { name: "packages/huge/a/one.ts", tokens: 60, documents: 1 },
    { name: "packages/huge/b/two.ts", tokens: 50, documents: 1 },
    { name: "packages/zod", tokens: 19, documents: 2 },
    { name: "readme.md", tokens: 2, documents: 1 },
  ]);
});

test("a folder of many equal files is not opened: none of them would tell anything", () => {
  const many = Array.from({ length: 500 }, (_, i) => file(`crawl/part/${i}.txt`, 3));
  expect(names([...many, file("books/moby.txt", 500)])).toEqual(["crawl/part", "books/moby.txt"]);
});

test("absolute paths, addresses and a lone file are grouped like any other", () => {
  expect(names([file("/data/a.jsonl", 3), file("/data/b.jsonl", 2)])).toEqual([
    "/data/a.jsonl",
    "/data/b.jsonl",
  ]);
  expect(names([file("one.jsonl", 3)])).toEqual(["one.jsonl"]);
  expect(names([])).toEqual([]);
});

test("no token is lost or counted twice", () => {
  const name = fc.array(fc.constantFrom("a", "b", "c", ""), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(fc.array(fc.tuple(name, fc.nat(100))), (sources) => {
      const files = sources.map(([parts, tokens], i) => file([...parts, `f${i}`].join("/"), tokens));
      const sum = (parts: readonly { tokens: number }[]) =>
        parts.reduce((all, { tokens }) => all + tokens, 0);
      expect(sum(groupByFolder(files))).toBe(sum(files));
    }),
  );
});
