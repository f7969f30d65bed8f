import { describe, test } from "vitest";
import { dataRecords, hasData } from "../../data.ts";
import { expectClose, measured } from "./measured.ts";
import { naive } from "./oracle.ts";

const files = [
  ["books.jsonl.gz", 37],
  ["languages.jsonl.gz", 11],
  ["quality/keep-or-drop.jsonl.gz", 2],
] as const;

describe.skipIf(!hasData).each(files)("%s", (name, every) => {
  test("real texts measure as the definitions over plain strings", async () => {
    const records = dataRecords<{ text: string }>(name).filter((_, i) => i % every === 0);
    const texts = records.map(({ text }) => text);
    const rows = await measured(texts);
    for (const [i, row] of rows.entries()) expectClose(row, naive(texts[i].toWellFormed()));
  });
});
