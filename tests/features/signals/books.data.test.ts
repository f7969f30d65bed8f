import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, test } from "vitest";
import { expectClose, measured } from "./measured.ts";
import { naive } from "./oracle.ts";

const data = new URL("../../../../shared/data/", import.meta.url);
const files = [
  ["books.jsonl.gz", 37],
  ["languages.jsonl.gz", 11],
  ["quality/keep-or-drop.jsonl.gz", 2],
] as const;

describe.each(files)("%s", (name, every) => {
  const file = new URL(name, data);
  test.skipIf(!existsSync(file))("real texts measure as the definitions over plain strings", async () => {
    const lines = gunzipSync(readFileSync(file)).toString("utf8").trimEnd().split("\n");
    const texts = lines.filter((_, i) => i % every === 0).map((line) => String(JSON.parse(line).text));
    const rows = await measured(texts);
    for (const [i, row] of rows.entries()) expectClose(row, naive(texts[i].toWellFormed()));
  });
});
