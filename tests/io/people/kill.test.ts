import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openPeople } from "../../../src/io/people/open-people.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sluice-people-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Starts a recorder; gives the ids that it said were on disk. */
function recorder(voter: string, count: number, killAfter = Number.POSITIVE_INFINITY): Promise<string[]> {
  const child = spawn(process.execPath, [
    join(import.meta.dirname, "recorder.ts"),
    folder,
    voter,
    String(count),
  ]);
  let said = "";
  child.stdout.on("data", (text) => {
    said += text;
    if (said.split("\n").length > killAfter) child.kill("SIGKILL");
  });
  return new Promise((resolve) => child.on("close", () => resolve(said.split("\n").slice(0, -1))));
}

function ids(): string[] {
  const people = openPeople(folder);
  const found = people.deeds({ limit: 100_000 }).map(({ id }) => id);
  people.close();
  return found;
}

describe("the log of deeds", () => {
  test.each([1, 7, 40, 120])(
    "killed after %i acknowledged deeds it has each of them once",
    async (killAfter) => {
      const acknowledged = await recorder("ada", 100_000, killAfter);
      expect(acknowledged.length).toBeGreaterThanOrEqual(killAfter);
      const found = ids();
      expect(new Set(found).size).toBe(found.length);
      expect(acknowledged.filter((id) => !found.includes(id))).toEqual([]);
      expect(found.length - acknowledged.length).toBeLessThanOrEqual(1); // one may be on disk and not yet said
    },
  );

  test("two processes write at once and lose nothing", async () => {
    const [a, b] = await Promise.all([recorder("ada", 150), recorder("ben", 150)]);
    expect(ids().toSorted()).toEqual([...a, ...b].toSorted());
    expect(a.length + b.length).toBe(300);
  });

  test("a file that is no database, and one of a newer Sluice, are refused in one line and left as they are", async () => {
    mkdirSync(join(folder, "x"));
    writeFileSync(
      join(folder, "x/people.sqlite"),
      "this is no database, and it is long enough to be read as one".repeat(20),
    );
    expect(() => openPeople(join(folder, "x"))).toThrow(/people\.sqlite: damaged/);
    const { DatabaseSync } = await import("node:sqlite");
    const newer = new DatabaseSync(join(folder, "people.sqlite"));
    newer.exec("PRAGMA user_version = 99");
    newer.close();
    expect(() => openPeople(folder)).toThrow(/made by a newer Sluice \(version 99/);
  });
});
