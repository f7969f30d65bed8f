import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openWorkspace } from "../../src/core/workspace.ts";
import { files } from "../../src/io/files.ts";
import type { LiveWorkspace } from "../../src/server/dependencies.ts";
import { liveWorkspace } from "../../src/server/live-workspace.ts";
import { millPlace, runMill } from "../cli/corpus.ts";
import { temporaryFolder } from "../temporary-folder.ts";

describe("a live workspace", () => {
  const place = millPlace();
  let live: LiveWorkspace;
  beforeAll(async () => {
    await runMill(place);
    live = liveWorkspace(await openWorkspace(files, join(place.folder, "mill.sluice")));
  });
  afterAll(() => live.close());

  const kept = async () => (await live.rows("SELECT count(*) AS n FROM kept"))[0].n;

  /** Runs the pipeline with another threshold, as a person in another terminal would. */
  async function runWith(words: number): Promise<void> {
    const source = readFileSync(join(place.folder, "mill.ts"), "utf8");
    place.write("mill.ts", source.replace(/word_count < \d+/, `word_count < ${words}`));
    await runMill(place);
    await new Promise((resolve) => setTimeout(resolve, 600));
  }

  test("gives the rows of the last run, and after another run those of that one", async () => {
    expect(await kept()).toBe(9);
    const before = await live.version();
    await runWith(40);
    expect(await kept()).toBeLessThan(9);
    expect(await live.version()).not.toBe(before);
    await runWith(10);
    expect(await live.version()).toBe(before);
  });

  test("computes a thing once for everybody who asks, and again for another version", async () => {
    let computed = 0;
    let closed = 0;
    const ask = () =>
      live.once("count", async (database) => {
        computed++;
        return { rows: await database.rows("SELECT 1 AS one"), close: () => closed++ };
      });
    await Promise.all([ask(), ask(), ask()]);
    expect([computed, closed]).toEqual([1, 0]);
    await runWith(30);
    await ask();
    expect([computed, closed]).toEqual([2, 1]);
  });

  test("a computation that failed is tried again", async () => {
    const failing = live.once("fails", () => Promise.reject(new Error("no")));
    await expect(failing).rejects.toThrow("no");
    expect(await live.once("fails", async () => "yes")).toBe("yes");
  });

  test("many queries at once each get their own answer, also while runs replace each other", async () => {
    const asked = Array.from({ length: 40 }, (_, i) =>
      live.rows(`SELECT ${i} AS i, count(*) AS n FROM documents`),
    );
    const running = runWith(20);
    const answers = await Promise.all([
      ...asked,
      ...Array.from({ length: 20 }, () => live.rows("SELECT 0 AS i, count(*) AS n FROM documents")),
    ]);
    await running;
    expect(answers.slice(0, 40).map(([row]) => row.i)).toEqual(Array.from({ length: 40 }, (_, i) => i));
    expect(new Set(answers.map(([row]) => row.n))).toEqual(new Set([12]));
  });

  test("a query cannot reach files outside the workspace", async () => {
    await expect(live.rows("SELECT * FROM read_text('/etc/passwd')")).rejects.toThrow(/disabled|Permission/i);
  });
});

test("a workspace in which nothing has run has empty tables", async () => {
  const live = liveWorkspace(await openWorkspace(files, join(temporaryFolder("sluice-live-"), "new.sluice")));
  expect(await live.run()).toBe(undefined);
  expect(await live.rows("SELECT count(*) AS n FROM kept")).toEqual([{ n: 0 }]);
  await live.close();
});
