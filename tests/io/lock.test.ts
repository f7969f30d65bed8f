import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { files } from "../../src/io/files.ts";
import { lockWorkspace } from "../../src/io/lock.ts";

const folder = mkdtempSync(join(tmpdir(), "sluice-lock-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a second holder is refused and told who the first is, until it gives the lock back", async () => {
  const unlock = await lockWorkspace(files, folder);
  await expect(lockWorkspace(files, folder)).rejects.toThrow(`process ${process.pid} on`);
  await unlock();
  await (await lockWorkspace(files, folder))();
  expect(readdirSync(folder)).toEqual(["lock"]);
});

test("the note of a dead holder means nothing, whoever has its number now", async () => {
  writeFileSync(join(folder, "lock.json"), JSON.stringify({ pid: process.pid, host: "here" }));
  await (await lockWorkspace(files, folder))();
  expect(readdirSync(folder)).toEqual(["lock"]);
});
