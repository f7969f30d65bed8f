import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { MachineError } from "../../src/core/errors.ts";
import type { Files } from "../../src/core/files.ts";
import { cutAfter } from "../../src/core/pipeline.ts";
import { faultPlan, withFaults } from "../../src/io/faults.ts";
import { files } from "../../src/io/files.ts";
import { contents, strays } from "./contents.ts";
import { Death, dyingFiles } from "./dying-files.ts";
import { runHere } from "./in-process.ts";
import { scratch } from "./scratch.ts";
import { smallPipeline } from "./small-pipeline.ts";

const folder = scratch();

/** The road is swept in sections, each from the workspace that the one before left; `signals` is read in one pass with `documents`. */
const sections = ["signals", "quality", "model", "train"];
const snapshot = (section: string) => join(folder, `until-${section}`);
for (const [i, section] of sections.entries()) {
  if (i > 0) cpSync(snapshot(sections[i - 1]), snapshot(section), { recursive: true });
  await runHere(cutAfter(smallPipeline, section), snapshot(section));
}

/** What went wrong where, and how many operations were disturbed. */
interface Sweep {
  readonly wrong: readonly string[];
  readonly calls: number;
}

/** Disturbs every `step`-th operation of a section until a run comes through; after each, a run on real files must make everything good. */
async function sweep(
  section: string,
  disturbed: (n: number) => Files,
  isPlanned: (error: unknown) => boolean,
  step = 1,
): Promise<Sweep> {
  const before = sections[sections.indexOf(section) - 1];
  const expected = JSON.stringify(contents(snapshot(section)));
  const pipeline = cutAfter(smallPipeline, section);
  const workspace = join(folder, "swept");
  const wrong: string[] = [];
  for (let n = 1; ; n += step) {
    rmSync(workspace, { recursive: true, force: true });
    if (before) cpSync(snapshot(before), workspace, { recursive: true });
    const error = await runHere(pipeline, workspace, disturbed(n)).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (error === undefined) return { wrong, calls: n - 1 };
    if (!isPlanned(error)) wrong.push(`operation ${n}: ended with ${error}`);
    await runHere(pipeline, workspace);
    if (JSON.stringify(contents(workspace)) !== expected) wrong.push(`operation ${n}: other bytes`);
    for (const stray of strays(workspace)) wrong.push(`operation ${n}: ${stray} is left`);
  }
}

test("the undisturbed run has what the sweeps need: quarantine, decisions, a fitted file, an empty file", async () => {
  const { stages } = await runHere(smallPipeline, snapshot("train"));
  expect(stages.map(({ name, rows_out, quarantined }) => [name, rows_out, quarantined])).toEqual([
    ["documents", 8, 2],
    ["signals", 8, 0],
    ["quality", 6, 0],
    ["model.fit", 6, 0],
    ["model", 6, 0],
    ["train", 6, 0],
  ]);
  expect(strays(snapshot("train"))).toEqual([]);
});

describe.each(sections)("the next run gives the same bytes and leaves nothing behind, %s", (section) => {
  test("after death at any file operation", { timeout: 240_000 }, async () => {
    const { wrong, calls } = await sweep(
      section,
      (n) => dyingFiles(files, n),
      (error) => error instanceof Death,
    );
    expect(wrong).toEqual([]);
    expect(calls).toBeGreaterThan(50);
  });

  test("after a full or a failing disk at every other file operation", { timeout: 240_000 }, async () => {
    const { wrong, calls } = await sweep(
      section,
      (n) => withFaults(files, faultPlan(`${n}:${n % 4 === 1 ? "ENOSPC" : "EIO"}`)),
      (error) =>
        error instanceof MachineError &&
        /^(the disk is full: ENOSPC|the disk failed: EIO)/.test(error.message),
      2,
    );
    expect(wrong).toEqual([]);
    expect(calls).toBeGreaterThan(50);
  });
});
