import { expect, test } from "vitest";
import { batchOf } from "../../../src/core/batch.ts";
import { countTokens } from "../../../src/tokens/count/count.ts";

const context = { stage: "count", file: (name: string) => name };
const schema = { id: "VARCHAR", text: "VARCHAR" } as const;

test("counts each document without its end-of-text token", async () => {
  const stage = countTokens({ tokenizer: "gpt2" });
  const kernel = await stage.open(context);
  const { tokens } = await kernel(
    batchOf(schema, [
      { id: "a", text: "Hello world" },
      { id: "b", text: "" },
      { id: "c", text: "<|endoftext|>" },
      { id: "d", text: null },
    ]),
  );
  expect(tokens.toArray().map((row) => row.toJSON())).toEqual([
    { id: "a", tokenizer: "gpt2", tokens: 2n },
    { id: "b", tokenizer: "gpt2", tokens: 0n },
    { id: "c", tokenizer: "gpt2", tokens: 7n },
    { id: "d", tokenizer: "gpt2", tokens: 0n },
  ]);
});

test("the vocabulary is part of the key", () => {
  expect(countTokens({ tokenizer: "cl100k_base" }).options).toMatchObject({
    vocabulary: "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
  });
});

test("an unknown option or tokenizer names the nearest one", () => {
  expect(() => countTokens({ tokeniser: "gpt2" } as never)).toThrow(
    'countTokens: unknown option "tokeniser". Did you mean "tokenizer"?',
  );
  expect(() => countTokens({ tokenizer: "o200k" as never })).toThrow("tokenizer");
});
