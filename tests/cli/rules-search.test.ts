import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { jsonl, makePlace } from "./sluice.ts";

const words =
  "the mill stands by a river and its wheel that water turns has been still for years of rain".split(" ");

/** 120 documents: good ones are prose, bad ones are short or full of hashes. */
const documents = Array.from({ length: 120 }, (_, i) => {
  const length = i % 3 === 0 ? 4 + (i % 7) : 30 + (i % 11);
  const text = Array.from({ length }, (_, k) => words[(i * 5 + k * (1 + (i % 4))) % words.length]);
  const hashes = i % 5 === 0 ? " # # # # # #" : "";
  return { id: `d${i}`, text: `${text.join(" ")}${hashes}.` };
});
const isGood = (i: number) => i % 3 !== 0 && i % 5 !== 0;
const labels = `id,label\n${documents.map(({ id }, i) => `${id},${isGood(i) ? "good" : "bad"}`).join("\n")}\n`;
const pipeline = `import { ingest, measure, pipeline, rules } from "sluice";

export default pipeline({
  name: "mill",
  stages: {
    documents: ingest("docs.jsonl"),
    signals: measure("basics", "gopher"),
    quality: rules({ too_few_words: "word_count < 2", rare: "word_count > 5000" }),
  },
});
`;

const target = jsonl(
  documents
    .filter((_, i) => isGood(i))
    .slice(0, 20)
    .map(({ text }) => ({ text })),
);
const place = makePlace({
  "docs.jsonl": jsonl(documents),
  "labels.csv": labels,
  "mill.ts": pipeline,
  "good.jsonl": target,
});
const search = (...words: string[]) => place.sluice("rules", "search", ...words);

beforeAll(async () => {
  expect((await place.sluice("run", "mill.ts", "--workers", "1", "--no-report")).code).toBe(0);
});

describe("sluice rules search", () => {
  test("finds the rules behind labels, judges them on documents held out, and writes the pipeline", async () => {
    const { code, stdout, stderr } = await search(
      "--labels",
      "labels.csv",
      "--trials",
      "400",
      "--output",
      "found.ts",
    );
    expect([code, stderr]).toEqual([0, "Next: sluice run found.ts\n"]);
    expect(stdout).toMatch(
      /^label-f1: F1 of keeping, greatest is best; 400 trials in .* over \d+ documents, \d+ held out$/m,
    );
    const [, inside, outside] = /^found +([\d.]+) +([\d.]+)/m.exec(stdout) ?? [];
    expect(Number(inside)).toBeGreaterThan(0.95);
    expect(Number(outside)).toBeGreaterThan(0.9);
    const source = readFileSync(join(place.folder, "found.ts"), "utf8");
    expect(source).not.toContain("rare");
    expect(readFileSync(join(place.folder, "mill.ts"), "utf8")).toBe(pipeline);
    const where = ["--workspace", "found-workspace"];
    expect((await place.sluice("run", "found.ts", ...where, "--no-report")).code).toBe(0);
    const { stdout: kept } = await place.sluice("query", "SELECT id FROM kept", "--format", "json", ...where);
    const ids = new Set((JSON.parse(kept) as { id: string }[]).map(({ id }) => id));
    const right = documents.filter(({ id }, i) => ids.has(id) === isGood(i)).length;
    expect(right / documents.length).toBeGreaterThan(0.95);
  });

  test("the same seed gives the same answer; JSON tells all", async () => {
    const ask = async (seed: string) => {
      const { stdout } = await search("--labels", "labels.csv", "--trials", "60", "--seed", seed, "--json");
      const { seconds, ...told } = JSON.parse(stdout);
      expect(seconds).toBeGreaterThan(0);
      return told;
    };
    const told = await ask("3");
    expect(told).toEqual(await ask("3"));
    expect(told.best.rules).not.toEqual((await ask("4")).best.rules);
    expect(told.documents.searched + told.documents.heldOut).toBe(120);
    expect(told.inForce.rules).toEqual({ too_few_words: "word_count < 2", rare: "word_count > 5000" });
    expect(told.front.length).toBeGreaterThan(0);
  });

  test.each(["perplexity", "similarity"])("goal %s: what is kept is more like the target", async (goal) => {
    const { code, stdout } = await search(
      "--goal",
      goal,
      "--target",
      "good.jsonl",
      "--trials",
      "60",
      "--budget",
      "300",
      "--json",
    );
    const { best, keepAll } = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(best.searched).toBeLessThan(keepAll.searched);
    expect(best.tokens).toBeGreaterThanOrEqual(300);
  });

  test("the target may be documents of the corpus; other rules may stay out", async () => {
    const asked = [
      "--goal",
      "similarity",
      "--target",
      "word_count > 30",
      "--rules",
      "in-force",
      "--trials",
      "20",
      "--json",
    ];
    const { stdout } = await search(...asked);
    expect(
      Object.keys(JSON.parse(stdout).best.rules).every((name) => ["too_few_words", "rare"].includes(name)),
    ).toBe(true);
  });

  test("Ctrl-C ends it with the best so far", async () => {
    const sluice = resolve(import.meta.dirname, "../../bin/sluice.js");
    const asked = [sluice, "rules", "search", "--labels", "labels.csv", "--trials", "100000000", "--json"];
    const child = spawn(process.execPath, asked, { cwd: place.folder });
    let stdout = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    const code = new Promise((done) => child.on("close", done));
    setTimeout(() => child.kill("SIGINT"), 4000);
    expect(await code).toBe(0);
    const told = JSON.parse(stdout);
    expect(told.stopped).toBe(true);
    expect(told.best.searched).toBeGreaterThan(0.9);
  }, 30_000);

  test("--seconds ends it too", async () => {
    const { stdout } = await search(
      "--labels",
      "labels.csv",
      "--trials",
      "100000000",
      "--seconds",
      "1",
      "--json",
    );
    expect(JSON.parse(stdout).trials).toBeGreaterThan(10);
  });

  test.each<[string, string[], RegExp]>([
    ["no labels", [], /the workspace has no labels\. Give --labels FILE/],
    ["labels that are not there", ["--labels", "none.csv"], /--labels none\.csv cannot be read: IO Error/],
    [
      "a label nobody gave",
      ["--labels", "labels.csv", "--keep", "fine"],
      /say which label means keep, one of bad, good: --keep LABEL/,
    ],
    ["labels of other documents", ["--labels", "other.csv"], /no label is of a document in this workspace/],
    ["no target", ["--goal", "perplexity"], /--goal perplexity needs --target/],
    [
      "a target that is not there",
      ["--goal", "similarity", "--target", "no/*.jsonl"],
      /no file matches "no\/\*\.jsonl"/,
    ],
    [
      "rules that nobody published",
      ["--labels", "labels.csv", "--rules", "gophre"],
      /knows no "gophre"\. Did you mean "gopher"\?/,
    ],
    [
      "a stage that is not there",
      ["--labels", "labels.csv", "--stage", "qualty"],
      /no stage of rules "qualty"\. Did you mean "quality"\?/,
    ],
    ["a budget that is no number", ["--budget", "much"], /must be a number of tokens such as 10M/],
    [
      "an output that is there",
      ["--labels", "labels.csv", "--output", "mill.ts"],
      /mill\.ts exists\. Write over it with --force/,
    ],
  ])("%s is one line and exit code 2", async (_, words, message) => {
    place.write("other.csv", "id,label\nx,good\ny,bad\n");
    const { code, stdout, stderr } = await search(...words);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
  });

  test("more tokens than there are: it says that no recipe keeps them", async () => {
    const { code, stdout } = await search("--labels", "labels.csv", "--trials", "20", "--budget", "1G");
    expect(code).toBe(0);
    expect(stdout).toContain("no recipe keeps 1,000,000,000 tokens");
  });
});
