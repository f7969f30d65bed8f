import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { againstOf } from "../../src/cli/against.ts";
import { jsonl, makePlace } from "./sluice.ts";

const question = "which of the rivers that flow into the northern sea is the longest of them all";

const place = makePlace({
  "documents.jsonl": jsonl([
    { id: "clean", text: "The river rose for three days before anyone in the valley spoke of it at all." },
    { id: "leak", text: `An exam. ${question.toUpperCase()}?` },
  ]),
  "quiz.jsonl": jsonl([{ id: "q1", question }]),
});

describe("sluice apply decontaminate", () => {
  test("writes what documents share with evaluation sets", async () => {
    const words = ["--input", "documents.jsonl", "--output", "found.csv"];
    const { code, stderr } = await place.sluice(
      "apply",
      "decontaminate",
      "--against",
      "quiz=quiz.jsonl",
      ...words,
    );
    expect([code, stderr.includes("found.csv: 1 row")]).toEqual([0, true]);
    const lines = readFileSync(join(place.folder, "found.csv"), "utf8").trim().split("\n");
    expect(lines[0]).toBe("id,benchmark,example,grams,coverage,start,end,matched");
    expect(lines.slice(1)).toEqual([`leak,quiz,q1,4,1,9,87,${question.toUpperCase()}`]);
  });

  test.each([
    [[], "--against"],
    [["--against", "quiz=nowhere.jsonl"], "cannot read the evaluation set nowhere.jsonl"],
    [["--against", "quiz.jsonl", "quiz=quiz.jsonl"], 'names "quiz" twice'],
    [["--against", "quiz.jsonl", "--coverage", "80"], "--coverage"],
  ])("%j is the user's mistake", async (flags, said) => {
    const words = ["--input", "documents.jsonl", "--output", "x.csv", ...flags];
    const { code, stderr } = await place.sluice("apply", "decontaminate", ...words);
    expect(code).toBe(2);
    expect(stderr).toContain(said);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

test("an evaluation set goes by the name it is given, or by that of its file", () => {
  expect(againstOf(["gsm8k=a/b.jsonl", "sets/mmlu.test.jsonl.gz", "odd name.csv"])).toEqual({
    gsm8k: "a/b.jsonl",
    mmlu: "sets/mmlu.test.jsonl.gz",
    odd_name: "odd name.csv",
  });
});
