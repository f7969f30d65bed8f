import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { cutAfter } from "../../src/core/pipeline.ts";
import { files } from "../../src/io/files.ts";
import { contents, strays } from "./contents.ts";
import { runHere } from "./in-process.ts";
import { Disk, type Loss, type Unsynced } from "./lost-power.ts";
import { type Operation, recordedFiles } from "./recorded-files.ts";
import { scratch } from "./scratch.ts";
import { smallPipeline } from "./small-pipeline.ts";

/** Reading, a pass, a query with a table, and files of a stage: every way to write. */
const pipeline = cutAfter(smallPipeline, "model");
const folder = scratch();
const straight = join(folder, "straight");
const log: Operation[] = [];
await runHere(pipeline, straight, recordedFiles(files, log));
const expected = contents(straight);

const fates: readonly Unsynced[] = ["nothing", "half", "zeros", "all"];

function random(state: number): () => number {
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const losses: Record<string, (n: number) => Loss> = {
  "keeps nothing that was not synced": () => ({ unsynced: () => "nothing", keepsName: () => false }),
  "keeps names whose content was not synced": (n) => ({
    unsynced: () => fates[n % 3],
    keepsName: () => true,
  }),
  "keeps some and loses others": (n) => {
    const next = random(n);
    return { unsynced: () => fates[Math.floor(next() * 4)], keepsName: () => next() < 0.5 };
  },
};

describe.each(Object.keys(losses))("power that goes after any operation, on a disk that %s", (name) => {
  test("costs work, never a byte of the result", { timeout: 240_000 }, async () => {
    const wrong: string[] = [];
    const disk = new Disk();
    for (const [n, operation] of log.entries()) {
      disk.apply(operation);
      if (n % 3 !== 0) continue;
      const workspace = join(folder, "after");
      rmSync(workspace, { recursive: true, force: true });
      disk.materialise(losses[name](n), (path) => path.replace(straight, workspace));
      await runHere(pipeline, workspace);
      if (JSON.stringify(contents(workspace)) !== JSON.stringify(expected))
        wrong.push(`operation ${n}: other bytes`);
      for (const stray of strays(workspace)) wrong.push(`operation ${n}: ${stray} is left`);
    }
    expect(wrong).toEqual([]);
  });
});

describe("the disk of this test", () => {
  const loss = (keeps: boolean): Loss => ({ unsynced: () => "zeros", keepsName: () => keeps });

  test("after the last operation is the workspace that the run left", async () => {
    const disk = new Disk();
    for (const operation of log) disk.apply(operation);
    const last = join(folder, "last");
    disk.materialise(loss(true), (path) => path.replace(straight, last));
    expect(contents(last)).toEqual(expected);
    expect(strays(last)).toEqual([]);
  });

  test("does lose what a run fails to sync: without its syncs the same log gives a broken workspace", async () => {
    const disk = new Disk();
    for (const operation of log) if (operation.kind !== "syncFile") disk.apply(operation);
    const careless = join(folder, "careless");
    disk.materialise(loss(true), (path) => path.replace(straight, careless));
    expect(contents(careless)).not.toEqual(expected);
  });
});
