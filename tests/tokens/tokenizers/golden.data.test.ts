import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { loadTokenizer } from "../../../src/tokens/tokenizers/tokenizer.ts";

const file = new URL("../../../../shared/data/tokenizer/golden.jsonl.gz", import.meta.url);
const names = ["gpt2", "cl100k_base", "o200k_base"] as const;

interface Golden extends Record<(typeof names)[number], number[]> {
  readonly text: string;
}

describe.skipIf(!existsSync(file))("golden ids of tiktoken 0.14.0", () => {
  test.each(names)("%s agrees on every string", (name) => {
    const lines = gunzipSync(readFileSync(file)).toString().trimEnd().split("\n");
    const golden: Golden[] = lines.map((line) => JSON.parse(line));
    const tokenizer = loadTokenizer(name);
    const wrong = golden.filter((record) => tokenizer.encode(record.text).join() !== record[name].join());
    expect(golden.length).toBe(3569);
    expect(wrong.map(({ text }) => text)).toEqual([]);
  });
});
