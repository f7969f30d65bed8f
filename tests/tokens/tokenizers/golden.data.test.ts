import { describe, expect, test } from "vitest";
import { loadTokenizer } from "../../../src/tokens/tokenizers/tokenizer.ts";
import { dataRecords, hasData } from "../../data.ts";

const names = ["gpt2", "cl100k_base", "o200k_base"] as const;

interface Golden extends Record<(typeof names)[number], number[]> {
  readonly text: string;
}

describe.skipIf(!hasData)("golden ids of tiktoken 0.14.0", () => {
  test.each(names)("%s agrees on every string", (name) => {
    const golden = dataRecords<Golden>("tokenizer/golden.jsonl.gz");
    const tokenizer = loadTokenizer(name);
    const wrong = golden.filter((record) => tokenizer.encode(record.text).join() !== record[name].join());
    expect(golden.length).toBe(3569);
    expect(wrong.map(({ text }) => text)).toEqual([]);
  });
});
