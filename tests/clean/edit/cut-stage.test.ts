import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { cutStage } from "../../../src/clean/edit/cut-stage.ts";
import { type Batch, column, makeBatch, strings } from "../../../src/core/batch.ts";

const folder = mkdtempSync(join(tmpdir(), "sluice-cuts-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Line = readonly (string | number)[];

async function cut(texts: Readonly<Record<string, string>>, lines: readonly Line[]) {
  const file = join(folder, "cuts.jsonl");
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  const stage = cutStage("k", "cuts.jsonl", {});
  const kernel = await stage.open({ stage: "s", file: () => file });
  const batch = makeBatch({
    id: column("VARCHAR", Object.keys(texts)),
    text: column("VARCHAR", Object.values(texts)),
  });
  const { text, edits } = await kernel(batch);
  return { ids: strings(text, "id"), texts: strings(text, "text"), edits: edits && rowsOf(edits) };
}

function rowsOf(batch: Batch): Record<string, unknown>[] {
  return batch.toArray().map((row) => {
    const { start, end, ...rest } = row.toJSON();
    return { ...rest, start: Number(start), end: Number(end) };
  });
}

test("cuts bytes, and tells in characters where and what: every document keeps its row", async () => {
  // "é" is 2 bytes and 1 character, "😀" 4 bytes, 2 UTF-16 units and 1 character.
  const { ids, texts, edits } = await cut({ a: "é😀bcd", b: "whole", c: "" }, [
    ["a", "first", 0, 6, "second", 7, 8],
  ]);
  expect(ids).toEqual(["a", "b", "c"]);
  expect(texts).toEqual(["bd", "whole", ""]);
  expect(edits).toEqual([
    { id: "a", stage: "s", rule: "first", start: 0, end: 2, removed: "é😀", replacement: "" },
    { id: "a", stage: "s", rule: "second", start: 3, end: 4, removed: "c", replacement: "" },
  ]);
});

test("cuts a whole text, and neighbours as rows of their own", async () => {
  const { texts, edits } = await cut({ a: "abc" }, [["a", "x", 0, 1, "y", 1, 3]]);
  expect(texts).toEqual([""]);
  expect(edits?.map(({ rule, removed }) => [rule, removed])).toEqual([
    ["x", "a"],
    ["y", "bc"],
  ]);
});

test("a batch without cuts keeps its texts and writes no edits", async () => {
  const { texts, edits } = await cut({ a: "x", b: "y" }, [["other", "r", 0, 1]]);
  expect(texts).toEqual(["x", "y"]);
  expect(edits).toBeUndefined();
});
