import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { sluice } from "../../recovery/cli.ts";
import { contents, strays } from "../../recovery/contents.ts";
import { scratch } from "../../recovery/scratch.ts";
import { randomOf } from "../substrings/brute-force.ts";

const cwd = scratch();
const pipeline = resolve(import.meta.dirname, "repeats-pipeline.ts");
const random = randomOf(3);
const word = () => Array.from({ length: 4 }, () => "abcdefghij"[Math.floor(random() * 10)]).join("");
const words = (count: number) => Array.from({ length: count }, word).join(" ");
const boiler = "All rights reserved, read our terms of use before you go on.";
const passage = words(40);
const news = "Here is the news. It is not good. You heard it first.";

mkdirSync(join(cwd, "data"));
for (let file = 0; file < 4; file++) {
  const lines = Array.from({ length: 50 }, (_, i) => {
    const middle = i % 7 === 0 ? `${passage} ` : "";
    const text = `${words(30)}. ${middle}${words(20)}.\n${i % 3 === 0 ? boiler : words(8)}\n${words(30)}.${i % 5 === 0 ? ` ${news}` : ""}`;
    return JSON.stringify({ id: `${file}-${i}`, text });
  });
  writeFileSync(join(cwd, "data", `${file}.jsonl`), lines.join("\n"));
}

const run = (workspace: string, workers: number, environment = {}) =>
  sluice(["run", pipeline, "--workspace", workspace, "--workers", String(workers), "--no-report"], {
    cwd,
    environment,
  });

const counted = await run("one", 1, { SLUICE_FAULT_AT: "0:count" });
if (counted.code !== 0) throw new Error(counted.stderr);
const calls = Number(/(\d+) file operations/.exec(counted.stderr)?.[1]);
const expected = contents(join(cwd, "one"));

test("the corpus loses lines over all of it, sentences within each file, and substrings", async () => {
  const sql = "SELECT stage, rule, count(*) AS edits FROM edits GROUP BY ALL ORDER BY stage";
  const { stdout } = await sluice(["query", sql, "--workspace", "one", "--format", "json"], { cwd });
  expect(JSON.parse(stdout)).toMatchObject([
    { stage: "lines", rule: "repeated_line", edits: 67 },
    { stage: "sentences", rule: "repeated_sentences", edits: 36 },
    { stage: "substrings", rule: "repeated_substring", edits: 31 },
  ]);
});

test("two workers write the same bytes as one", async () => {
  expect((await run("two", 2)).code).toBe(0);
  expect(contents(join(cwd, "two"))).toEqual(expected);
});

test("killed at any moment, the next run goes on and writes the same bytes", {
  timeout: 300_000,
}, async () => {
  for (let i = 0; i < 6; i++) {
    const at = Math.floor(((i + 0.5) * calls) / 6);
    const workspace = `killed-${at}`;
    const { signal } = await run(workspace, 1, { SLUICE_FAULT_AT: `${at}:kill` });
    expect(signal).toBe("SIGKILL");
    expect((await run(workspace, 1)).code).toBe(0);
    expect(contents(join(cwd, workspace)), `killed at call ${at}`).toEqual(expected);
    expect(strays(join(cwd, workspace))).toEqual([]);
  }
});

test("a run again takes all of it from disk", async () => {
  const flags = ["run", pipeline, "--workspace", "one", "--workers", "1", "--no-report", "--json"];
  const { stdout } = await sluice(flags, { cwd });
  expect(JSON.parse(stdout).stages.every(({ cached }: { cached: boolean }) => cached)).toBe(true);
});

test("explain shows what went", async () => {
  const { stdout } = await sluice(["explain", "1-0", "--workspace", "one"], { cwd });
  expect(stdout).toContain("repeated_line");
  expect(stdout).toContain(boiler);
  expect(stdout).toContain("repeated_substring");
});
