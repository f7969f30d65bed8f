import { describe, expect, test } from "vitest";
import { jsonl, makePlace } from "./sluice.ts";

const place = makePlace({
  "texts.jsonl": jsonl([{ id: "a", text: "Hello world" }, "Hello world", { id: 7, text: "" }]),
  "note.txt": "Hello world",
  "table.csv": 'id,text\nx,"Hello world"\n',
  "bad.jsonl": '{"id": 1, "text": "ok"}\n{"id": 2}\n',
});

describe("sluice tokens", () => {
  test("encode writes id and ids of objects and strings, in order", async () => {
    const { code, stdout, stderr } = await place.sluice("tokens", "encode", "--input", "texts.jsonl");
    expect(code).toBe(0);
    // "Hello" is 15496 and " world" 995 in GPT-2's vocabulary.
    expect(stdout).toBe('{"id":"a","ids":[15496,995]}\n{"id":1,"ids":[15496,995]}\n{"id":7,"ids":[]}\n');
    expect(stderr).toContain("3 texts, 4 tokens (gpt2)");
  });

  test("encode reads other formats, a file that is one text under its name", async () => {
    expect((await place.sluice("tokens", "encode", "--input", "note.txt")).stdout).toContain('"id":"note"');
    const table = await place.sluice(
      "tokens",
      "encode",
      "--input",
      "table.csv",
      "--tokenizer",
      "cl100k_base",
    );
    expect(table.stdout).toBe('{"id":"x","ids":[9906,1917]}\n');
  });

  test("count sums files", async () => {
    const { stdout } = await place.sluice("tokens", "count", "--input", "note.txt", "table.csv", "--json");
    expect(JSON.parse(stdout)).toMatchObject([
      { source: "note.txt", documents: 1, bytes: 11, tokens: 2 },
      { source: "table.csv", documents: 1, bytes: 11, tokens: 2 },
      { source: "all", documents: 2, bytes: 22, tokens: 4, bytes_per_token: 5.5 },
    ]);
  });

  test.each([
    [["encode", "--input", "bad.jsonl"], 'bad.jsonl, line 2: must be a string or an object with "text"'],
    [["encode", "--input", "texts.jsonl", "--tokenizer", "gtp2"], 'Did you mean "gpt2"?'],
    [["encode", "--input", "none.jsonl"], "none.jsonl"],
    [["inspect", ".", "--at", "-1"], "must be a whole number from 0"],
    [["inspect", "nowhere", "--at", "1"], "nowhere"],
    [["count"], "there is no workspace here"],
  ])("%j is the user's mistake", async (words, said) => {
    const { code, stderr } = await place.sluice("tokens", ...words);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^sluice: [^\n]+\n$/);
    expect(stderr).toContain(said);
  });
});
