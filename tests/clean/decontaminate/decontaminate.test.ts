import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { decontaminate } from "../../../src/clean/decontaminate/decontaminate.ts";
import { pipeline } from "../../../src/core/pipeline.ts";
import { withoutRules } from "../../../src/core/undo.ts";
import { ingest } from "../../../src/io/ingest.ts";
import { answer, dropped, file, filler, gsm, jsonl, parquet, question, run, runPipelineHere } from "./run.ts";

describe("decontaminate", () => {
  it("drops a document with a question in it, whatever case, punctuation and line breaks, and says why", async () => {
    const changed = question.toUpperCase().replaceAll(",", " ;").replaceAll(" ", "\n ");
    const { rows, close } = await run(
      { verbatim: filler + question + filler, changed: filler + changed, clean: filler.repeat(9) },
      { against: { gsm8k: gsm } },
    );
    const decisions = await rows("SELECT id, rule, verdict, value, bound, reason FROM decisions ORDER BY id");
    expect(decisions.map(({ id, rule, verdict }) => [id, rule, verdict])).toEqual([
      ["changed", "contaminated.gsm8k", "drop"],
      ["verbatim", "contaminated.gsm8k", "drop"],
    ]);
    expect(decisions[1].reason).toMatch(
      /^shares 68\.8 % of the 13-grams of the example g1 with gsm8k: Natalia sold/,
    );
    const [evidence] = await rows("SELECT * FROM contamination WHERE id = 'verbatim'");
    const length = filler.length;
    expect(evidence).toMatchObject({ benchmark: "gsm8k", example: "g1", grams: 11, start: length });
    expect(evidence.end).toBe(length + question.length - 1); // the question mark is no part of a word
    expect(evidence.matched).toBe(question.slice(0, -1));
    close();
  });

  it("counts coverage by hand: 23 + 17 words have 11 + 5 grams of 13, and 12 across the seam that are no part of the whole", async () => {
    const { rows, close } = await run(
      { a: question, b: `${question} ${answer}`, c: answer },
      { against: { gsm8k: gsm } },
    );
    const values = await rows("SELECT id, value FROM decisions ORDER BY id");
    expect(values).toEqual([
      { id: "a", value: 11 / 16 },
      { id: "b", value: 1 },
      { id: "c", value: 5 / 16 },
    ]);
    close();
  });

  it("needs the coverage that it is told, of the example or of the document", async () => {
    const half = question.split(" ").slice(0, 15).join(" ");
    const texts = { whole: `${question} ${answer}`, half, diluted: filler.repeat(40) + question + answer };
    const against = { gsm8k: gsm };
    expect(await dropped(texts, { against, minimumCoverage: 0.9 })).toEqual(["diluted", "whole"]);
    expect(await dropped(texts, { against, minimumCoverage: 0.9, coverage: "document" })).toEqual([
      "half",
      "whole",
    ]);
    expect(await dropped(texts, { against })).toEqual(["diluted", "half", "whole"]);
  });

  it("finds across the seam of question and answer, unless told otherwise", async () => {
    const seam = `${question.split(" ").slice(-7).join(" ")} ${answer.split(" ").slice(0, 7).join(" ")}`;
    const against = { gsm8k: gsm };
    expect(await dropped({ seam }, { against })).toEqual(["seam"]);
    expect(await dropped({ seam }, { against, from: ["question", "answer"] })).toEqual([]);
    expect(await dropped({ question, answer }, { against, from: ["answer"] })).toEqual(["answer"]);
  });

  it("looks for a text shorter than a gram as a whole, from `shortest` words on", async () => {
    const short = file("short.txt", "Who was the first man on the moon?\n\nWhat is it?\n");
    const texts = {
      found: `${filler}who was the first man on the moon ${filler}`,
      part: "the first man on the moon",
      tiny: "What is it?",
    };
    expect(await dropped(texts, { against: { trivia: short } })).toEqual(["found"]);
    expect(await dropped(texts, { against: { trivia: short }, shortest: 3 })).toEqual(["found", "tiny"]);
  });

  it("a short question leaks whole without its answer", async () => {
    const quiz = file(
      "quiz.jsonl",
      jsonl([{ question: "Nobody will come, he said, and she said that it was so", answer: "A letter" }]),
    );
    const leak = `${filler}Nobody will come, he said, and she said that it was so. Then he left.`;
    expect(await dropped({ leak }, { against: { quiz }, minimumCoverage: 1 })).toEqual(["leak"]);
  });

  it("one changed word in 13 hides a passage from 13-grams, not from 8-grams", async () => {
    const words = answer.split(" ");
    const changed = { changed: words.map((word, i) => (i === 8 ? "CHANGED" : word)).join(" ") };
    expect(await dropped(changed, { against: { gsm8k: gsm } })).toEqual([]);
    expect(await dropped(changed, { against: { gsm8k: gsm }, grams: 8 })).toEqual(["changed"]);
  });

  it("cuts with a window, keeps the cut as an edit, and undoing it gives the text back", async () => {
    const text = `${"é😀".repeat(300)} ${question} ${"ü".repeat(300)}`;
    const { rows, close } = await run(
      { a: text, clean: filler },
      { against: { gsm8k: gsm }, action: "cut", window: 100 },
    );
    const [{ text: left }] = await rows("SELECT text FROM kept WHERE id = 'a'");
    const [edit, ...more] = await rows(`SELECT rule, start, "end", removed, replacement FROM edits`);
    expect(more).toEqual([]);
    expect(edit).toMatchObject({ rule: "contaminated.gsm8k", start: 501, replacement: "" });
    const characters = Array.from(String(left));
    expect([...characters.slice(0, 501), edit.removed, ...characters.slice(501)].join("")).toBe(text);
    expect(Array.from(String(edit.removed)).length).toBe(Number(edit.end) - Number(edit.start));
    expect(String(left).endsWith("ü".repeat(202))).toBe(true);
    expect(await rows("SELECT id, verdict FROM decisions")).toEqual([{ id: "a", verdict: "edit" }]);
    expect(await rows("SELECT text FROM kept WHERE id = 'clean'")).toEqual([{ text: filler }]);
    close();
  });

  it("makes one cut of two matches whose windows meet", async () => {
    const text = `${filler}${answer} ${"x".repeat(30)} ${answer}${filler}`;
    for (const [window, cuts] of [
      [10, 2],
      [20, 1],
    ] as const) {
      const { rows, close } = await run({ a: text }, { against: { gsm8k: gsm }, action: "cut", window });
      const edits = await rows(`SELECT start, "end", removed FROM edits ORDER BY start`);
      const [{ text: left }] = await rows("SELECT text FROM kept");
      expect(edits.length).toBe(cuts);
      for (const { start, end, removed } of edits)
        expect(text.slice(Number(start), Number(end))).toBe(removed);
      expect(String(left).length).toBe(
        text.length - edits.reduce((sum, { removed }) => sum + String(removed).length, 0),
      );
      close();
    }
  });

  it("a rule that is undone neither cuts nor decides, and its evidence stays", async () => {
    const undone = (action: "cut" | "drop") =>
      withoutRules(
        pipeline({
          name: "test",
          stages: {
            documents: ingest(file("undone.jsonl", jsonl([{ id: "a", text: question }]))),
            clean: decontaminate({ against: { gsm8k: gsm }, action, share: 1 }),
          },
        }),
        ["contaminated.gsm8k"],
      );
    for (const action of ["cut", "drop"] as const) {
      const { rows, close } = await runPipelineHere(undone(action));
      expect(await rows("SELECT text FROM kept")).toEqual([{ text: question }]);
      expect(await rows("SELECT rule FROM decisions UNION ALL SELECT rule FROM edits")).toEqual([]);
      expect(await rows("SELECT id FROM contamination")).toEqual([{ id: "a" }]);
      close();
    }
  });

  it("drops a document that needs more cuts than allowed", async () => {
    const text = Array.from({ length: 4 }, () => filler.repeat(3) + answer).join(" ");
    const options = { against: { gsm8k: gsm }, action: "cut", window: 0 } as const;
    expect(await dropped({ text }, { ...options, mostCuts: 3 })).toEqual(["text"]);
    expect(await dropped({ text }, { ...options, mostCuts: 4 })).toEqual([]);
  });

  it("tags with a signal: the largest coverage, 0 for the clean", async () => {
    const { rows, close } = await run(
      { a: `${question} ${answer}`, b: filler },
      { against: { gsm8k: gsm }, action: "tag" },
    );
    expect(await rows("SELECT id, contamination FROM signals ORDER BY id")).toEqual([
      { id: "a", contamination: 1 },
      { id: "b", contamination: 0 },
    ]);
    expect(await rows("SELECT * FROM decisions")).toEqual([]);
    close();
  });

  it("finds the same with a Bloom index, without naming examples", async () => {
    const texts = { a: filler + question, b: filler.repeat(20), c: answer };
    const { rows, close } = await run(texts, {
      against: { gsm8k: gsm },
      index: "bloom",
      falsePositives: 1e-6,
    });
    expect(await rows("SELECT id, benchmark, example, grams FROM contamination ORDER BY id")).toEqual([
      { id: "a", benchmark: "gsm8k", example: null, grams: 11 },
      { id: "c", benchmark: "gsm8k", example: null, grams: 5 },
    ]);
    close();
  });

  it("reads JSONL, gzip, CSV, Parquet, JSON arrays and lines of text alike", async () => {
    const csv = file("set.csv", `number,question,answer\n7,"${question}","${answer}"\n`);
    const tsv = file("set.tsv.gz", gzipSync(`query\n${question}\n`));
    const array = file("set.json", JSON.stringify([{ prompt: question, answer: [answer] }]));
    const against = {
      ...{ gz: file("set.jsonl.gz", gzipSync(jsonl([{ question }]))), csv, tsv, array },
      named: { path: csv, question: ["number", "question"], answer: "answer", id: "number" },
      strings: file("strings.jsonl", jsonl([question])),
      text: file("set.txt", `${question}\r\n`),
      parquet: await parquet("set.parquet"),
    };
    const { rows, close } = await run({ a: question }, { against });
    const found = await rows("SELECT benchmark, example FROM contamination ORDER BY benchmark");
    expect(found.map(({ benchmark, example }) => `${benchmark} ${example}`)).toEqual([
      "array 1",
      "csv 1",
      "gz 1",
      "named 7",
      "parquet p1",
      "strings 1",
      "text 1",
      "tsv 1",
    ]);
    close();
  });

  it("a changed evaluation file changes the key", () => {
    const path = file("changing.jsonl", jsonl([{ question }]));
    const before = JSON.stringify(decontaminate({ against: { set: path } })[0].options);
    expect(JSON.stringify(decontaminate({ against: { set: path } })[0].options)).toBe(before);
    file("changing.jsonl", jsonl([{ question: answer }]));
    expect(JSON.stringify(decontaminate({ against: { set: path } })[0].options)).not.toBe(before);
  });

  it("stops when a set drops an unusual share of the documents", async () => {
    await expect(
      dropped({ a: question, b: filler }, { against: { gsm8k: gsm }, share: 0.4 }),
    ).rejects.toThrow(/rule "contaminated\.gsm8k" drops 1 of 2 documents/);
  });

  it("takes hostile documents: empty, NUL, one endless word, lone surrogates, right to left", async () => {
    const texts = {
      ...{ empty: "", space: " \n\t ", nul: "\0".repeat(1000), endless: "a".repeat(200_000) },
      ...{ words: "the ".repeat(200_000), rtl: "שלום עולם ".repeat(500), marks: "e\u0301".repeat(1000) },
    };
    expect(await dropped(texts, { against: { gsm8k: gsm } })).toEqual([]);
  });
});
