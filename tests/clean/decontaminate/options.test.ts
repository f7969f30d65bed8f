import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { decontaminate } from "../../../src/clean/decontaminate/decontaminate.ts";
import type { DecontaminateOptions } from "../../../src/clean/decontaminate/options.ts";
import { file, filler, folder, gsm, jsonl, question, run } from "./run.ts";

describe("mistakes in the options of decontaminate", () => {
  it.each([
    [{}, "against is missing"],
    [{ against: {} }, "names no evaluation set"],
    [{ against: "gsm.jsonl" }, 'against: { benchmark: "gsm.jsonl" }'],
    [{ against: { a: join(folder, "nowhere.jsonl") } }, "cannot read the evaluation set"],
    [{ against: { a: file("x.docx", "") } }, "cannot tell the format"],
    [{ against: { a: gsm }, gramms: 8 }, 'Did you mean "grams"?'],
    [{ against: { a: gsm }, grams: 8, shortest: 9 }, "shortest must be at most grams (8), got 9"],
    [{ against: { a: gsm }, minimumCoverage: 80 }, "Did you mean 0.8?"],
    [{ against: { a: gsm }, index: "bloom", coverage: "example" }, "a Bloom index knows no examples"],
    [{ against: { a: gsm }, normalize: { lowercase: 1 } }, "normalize.lowercase"],
  ])("%j", (options, message) => {
    expect(() => decontaminate(options as DecontaminateOptions)).toThrow(message);
  });

  it.each([
    ["no such field", { path: gsm, question: "questoin" }, /no field "questoin".*Did you mean "question"/],
    ["no field known", file("odd.jsonl", jsonl([{ foo: question }])), /Name them: \{ path, question/],
    [
      "not JSON",
      file("broken.jsonl", `${JSON.stringify({ question })}\n{oops\n`),
      /broken\.jsonl:2 is not JSON/,
    ],
    ["too short", file("tiny.jsonl", jsonl([{ question: "Why?" }])), /no example of .* has 8 words/],
    ["no records", file("empty.jsonl", "\n"), /no example of/],
    ["no gzip", file("odd.jsonl.gz", "plain"), /not what gzip wrote/],
  ])("%s stops the run with one line", async (_name, set, message) => {
    await expect(run({ a: filler }, { against: { set } })).rejects.toThrow(message);
  });
});
