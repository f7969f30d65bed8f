import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { openWorkspace } from "../../src/core/workspace.ts";
import { files } from "../../src/io/files.ts";
import { readRuns } from "../../src/io/run-history.ts";
import { millPlace, runMill } from "../cli/corpus.ts";

const place = millPlace();
const folder = join(place.folder, "mill.sluice");
beforeAll(() => runMill(place));

const runs = async () => readRuns(await openWorkspace(files, folder));

test("a run leaves what it did, when, and by which definitions", async () => {
  const [first, ...others] = await runs();
  expect(others).toEqual([]);
  expect(first).toMatchObject({ number: 1, documents: 12, kept: 9, tokenizer: "gpt2" });
  expect(first.tokens).toBeGreaterThan(100);
  expect(Date.parse(first.ended)).toBeGreaterThan(Date.parse(first.started));
  expect(JSON.parse(first.definitions.quality.options).rules[0]).toMatchObject({ name: "too_few_words" });
});

test("a run that had nothing to do leaves nothing", async () => {
  await runMill(place);
  expect((await runs()).length).toBe(1);
});

test("runs come newest first; a damaged one is left out and its number is not used again", async () => {
  const { code } = await place.sluice("run", "mill.ts", "--until", "signals", "--sample", "3", "--no-report");
  expect(code).toBe(0);
  expect((await runs()).map(({ number }) => number)).toEqual([2, 1]);
  writeFileSync(join(folder, "runs/000002.json"), "{");
  await runMill(place);
  const idle = (await runs()).map(({ number }) => number);
  expect(idle).toEqual([1]); // everything was still there from the first run
  expect(readdirSync(join(folder, "runs"))).toEqual(["000001.json", "000002.json"]);
});

test("what a run left that was killed while it wrote its history is removed by the next", async () => {
  writeFileSync(join(folder, "runs/.000003.json.4242.tmp"), "{");
  await runMill(place);
  expect(readdirSync(join(folder, "runs"))).toEqual(["000001.json", "000002.json"]);
});
