import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { GuardError, MachineError, UserError } from "../../src/core/errors.ts";
import { threadPool } from "../../src/io/pool.ts";

const folder = mkdtempSync(join(tmpdir(), "sluice-pool-"));
const pipeline = { file: join(import.meta.dirname, "troubled-pipeline.ts") };
const pool = threadPool(1, { pipeline, faults: undefined, heapMegabytes: 64 });
afterAll(async () => {
  await pool.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Reads the unit `source` into parts of two documents each; gives their names as they are told. */
async function read(source: string): Promise<string[]> {
  const unit = { files: [{ source, bytes: 1, hash: join(folder, "mark") }] };
  const told: string[] = [];
  await pool.readUnit({ index: 0, unit, folder, partBytes: 200 }, ({ name }) => told.push(name));
  return told;
}

test("parts are told as they are committed, in order", async () => {
  expect(await read("plain")).toEqual(["000000-00000", "000000-00001"]);
});

test("an error of a thread keeps its class, its words and its code", async () => {
  const caught = async (source: string) => read(source).catch((error: unknown) => error);
  expect(await caught("user")).toEqual(new UserError("the user's mistake"));
  expect(await caught("user")).toBeInstanceOf(UserError);
  expect(await caught("guard")).toBeInstanceOf(GuardError);
  expect(await caught("machine")).toBeInstanceOf(MachineError);
  expect(await caught("machine")).toMatchObject({ code: "ENOSPC", exitCode: 1 });
  expect(await caught("ours")).toMatchObject({
    name: "TypeError",
    message: "a bug",
    stack: expect.stringContaining("troubled-pipeline"),
  });
});

test("a thread that runs out of memory is replaced, its unit read again, and each part told once", async () => {
  expect(await read("exhaust")).toEqual(["000000-00000", "000000-00001"]);
});
