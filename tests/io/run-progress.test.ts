import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { RunEvent } from "../../src/core/run.ts";
import { progressWriter, readProgress } from "../../src/io/run-progress.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const far = (done: number): RunEvent => ({
  type: "progress",
  stage: "signals",
  done,
  total: 10,
  rows: done,
  bytes: 0,
});

test("a run tells how far it is, until it ends", () => {
  const folder = temporaryFolder("sluice-progress-");
  const writer = progressWriter(folder, { pipeline: "mill", stages: 3 });
  writer.report({ type: "start", stage: "signals", stages: ["signals"] });
  expect(readProgress(folder)).toMatchObject({ pipeline: "mill", stage: "signals", done: 0, stages: 3 });
  writer.close();
  expect(readProgress(folder)).toBe(undefined);
});

test("progress is written four times a second at most, whatever is reported", () => {
  const folder = temporaryFolder("sluice-progress-");
  let now = 0;
  const writer = progressWriter(folder, { pipeline: "mill", stages: 3 }, () => now);
  const seen = new Set<number>();
  for (let i = 0; i <= 1000; i++) {
    now = i;
    writer.report(far(i));
    seen.add(readProgress(folder)?.done ?? -1);
  }
  expect([...seen]).toEqual([-1, 250, 500, 750, 1000]);
  writer.close();
});

test("a dead process has no progress", () => {
  const folder = temporaryFolder("sluice-progress-");
  const { pid } = spawnSync(process.execPath, ["-e", ""]);
  const writer = progressWriter(folder, { pipeline: "mill", stages: 3 });
  writer.report({ type: "start", stage: "signals", stages: ["signals"] });
  const path = join(folder, "tmp/progress.json");
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, "utf8")), pid }));
  expect(readProgress(folder)).toBe(undefined);
});

test("what a killed run left half-written goes with the next", () => {
  const folder = temporaryFolder("sluice-progress-");
  mkdirSync(join(folder, "tmp"));
  writeFileSync(join(folder, "tmp/progress.json.1"), "{");
  progressWriter(folder, { pipeline: "mill", stages: 1 }).close();
  expect(existsSync(join(folder, "tmp/progress.json.1"))).toBe(false);
});

test("a folder that cannot be written does not stop a run", () => {
  const file = join(temporaryFolder("sluice-progress-"), "file");
  writeFileSync(file, "");
  const writer = progressWriter(file, { pipeline: "mill", stages: 1 });
  expect(() => writer.report({ type: "start", stage: "a", stages: ["a"] })).not.toThrow();
});
