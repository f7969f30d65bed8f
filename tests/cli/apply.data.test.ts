import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { data, hasData } from "../data.ts";
import { makePlace } from "./sluice.ts";

describe.skipIf(!hasData)("sluice on real data", () => {
  const place = makePlace();
  const path = (name: string) => join(place.folder, name);
  const lines = (name: string) => readFileSync(path(name), "utf8").trim().split("\n");
  const scored = (script: string, ...words: string[]) =>
    execFileSync(process.execPath, [data(`../score/${script}`), ...words], { encoding: "utf8" });

  test("apply extract finds the article body: F1 of 0.97 and more", async () => {
    const input = data("extraction/html/*.html.gz");
    await place.sluice("apply", "extract", "--input", input, "--output", "text.jsonl");
    const texts = lines("text.jsonl").map((line) => JSON.parse(line));
    writeFileSync(
      path("text.json"),
      JSON.stringify(Object.fromEntries(texts.map(({ id, text }) => [id, text]))),
    );
    expect(JSON.parse(scored("extraction.mjs", path("text.json"))).f1).toBeGreaterThan(0.97);
  });

  test("apply language is right on 99 % of short texts, Chinese scripts apart", async () => {
    const input = data("languages.jsonl.gz");
    await place.sluice("apply", "language", "--input", input, "--output", "languages.csv");
    const rows = lines("languages.csv").map((line) => line.split(",").slice(0, -1).join(","));
    writeFileSync(path("two.csv"), rows.join("\n"));
    const [, accuracy, scripts] =
      /accuracy ([\d.]+) .* ([\d.]+)$/m.exec(scored("languages.mjs", path("two.csv"))) ?? [];
    expect(Number(accuracy)).toBeGreaterThan(0.99);
    expect(Number(scripts)).toBeGreaterThan(0.99);
  });

  test("apply deduplicate finds 99 % of the pairs and nothing else", async () => {
    const input = data("neardup/docs.jsonl.gz");
    await place.sluice("apply", "deduplicate", "--input", input, "--output", "pairs.csv");
    const { recall, precision, max_error } = JSON.parse(scored("neardup.mjs", path("pairs.csv")));
    expect(recall).toBeGreaterThan(0.99);
    expect(precision).toBe(1);
    expect(max_error).toBeLessThan(1e-6);
  });

  test("label fit by Dawid and Skene is right where the original is", async () => {
    const folder = data("crowd/rte");
    const words = [
      "--votes",
      join(folder, "answers.csv"),
      "--model",
      "dawid-skene",
      "--output",
      "labels.csv",
    ];
    await place.sluice("label", "fit", ...words);
    const gold = new Map(
      readFileSync(join(folder, "gold.csv"), "utf8")
        .trim()
        .split("\n")
        .map((line) => line.trim().split(",") as [string, string]),
    );
    const labels = lines("labels.csv")
      .slice(1)
      .map((line) => line.split(","));
    const right = labels.filter(([task, label]) => gold.get(task) === label).length;
    expect(labels).toHaveLength(800);
    expect(right / labels.length).toBeCloseTo(0.9275, 3);
  });

  test("tokens encode gives the original tokenizer's ids for every difficult string", async () => {
    const input = data("tokenizer/golden.jsonl.gz");
    await place.sluice(
      "tokens",
      "encode",
      "--input",
      input,
      "--tokenizer",
      "o200k_base",
      "--output",
      "ids.jsonl",
    );
    const { gunzipSync } = await import("node:zlib");
    const golden = gunzipSync(readFileSync(input))
      .toString("utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    const ids = lines("ids.jsonl").map((line) => JSON.parse(line).ids);
    expect(ids).toEqual(golden.map(({ o200k_base }) => o200k_base));
  });
});
