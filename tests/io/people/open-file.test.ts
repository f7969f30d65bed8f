import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { askPeople, openPeople } from "../../../src/io/people/open-people.ts";
import { temporaryFolder } from "../../temporary-folder.ts";

const root = temporaryFolder("sluice-people-file-");

/** A folder in which Ada gave `count` answers. */
function logOf(count: number): string {
  const folder = mkdtempSync(join(root, "log-"));
  const people = openPeople(folder);
  const deeds = Array.from({ length: count }, (_, i) => ({
    id: `deed-${i}`,
    act: { act: "skip", task: "t", document: `document-${i}`, seconds: 1 } as const,
  }));
  people.record("ada", deeds);
  people.close();
  return folder;
}

const countVotes = (folder: string) => askPeople(folder, (people) => people.rows("votes").length);

test("asking a folder without a log makes none", async () => {
  const folder = mkdtempSync(join(root, "none-"));
  expect(await countVotes(folder)).toBe(undefined);
  expect(readdirSync(folder)).toEqual([]);
});

test("asking changes no byte of the log", async () => {
  const folder = logOf(3);
  const before = readFileSync(join(folder, "people.sqlite"));
  expect(await countVotes(folder)).toBe(3);
  expect(readFileSync(join(folder, "people.sqlite")).equals(before)).toBe(true);
});

test("an empty file holds no log yet; who writes makes one of it", async () => {
  const folder = mkdtempSync(join(root, "empty-"));
  writeFileSync(join(folder, "people.sqlite"), "");
  expect(await countVotes(folder)).toBe(undefined);
  const people = openPeople(folder);
  expect(people.version()).toBe(0);
  people.close();
  expect(await countVotes(folder)).toBe(0);
});

test("what a killed writer left in its write-ahead log is read", async () => {
  const folder = logOf(2);
  const people = openPeople(folder);
  people.record("ada", [{ id: "late", act: { act: "skip", task: "t", document: "late", seconds: 1 } }]);
  // What lies on disk now is what a writer leaves that dies here.
  const left = mkdtempSync(join(root, "left-"));
  for (const name of ["people.sqlite", "people.sqlite-wal"])
    copyFileSync(join(folder, name), join(left, name));
  people.close();
  expect(await countVotes(left)).toBe(3);
});

test("damage anywhere in the file is told in one line, and the file is left as it is", async () => {
  const folder = logOf(2000);
  const path = join(folder, "people.sqlite");
  const bytes = readFileSync(path);
  for (let page = 4096; page < bytes.length; page += 4096) bytes.fill(0x5a, page, page + 512);
  writeFileSync(path, bytes);
  await expect(countVotes(folder)).rejects.toThrow(/^[^\n]*people\.sqlite: damaged \([^\n]*\.recover[^\n]*$/);
  const write = () => {
    const people = openPeople(folder);
    try {
      people.record("ada", [{ id: "new", act: { act: "skip", task: "t", document: "d", seconds: 1 } }]);
    } finally {
      people.close();
    }
  };
  expect(write).toThrow(/people\.sqlite: damaged/);
  expect(readFileSync(path).equals(bytes)).toBe(true);
});

test("the log of a read-only disk is read", { skip: !canMountReadOnly() }, () => {
  const folder = logOf(5);
  const script = `mount --bind '${folder}' '${folder}' && mount -o remount,ro,bind '${folder}' && exec "$0" -e "$1" '${folder}'`;
  const code = `const { askPeople } = await import(${JSON.stringify(join(import.meta.dirname, "../../../src/io/people/open-people.ts"))});
    console.log(await askPeople(process.argv[1], (people) => people.rows("votes").length));`;
  const { stdout, stderr } = spawnSync("unshare", ["-rm", "sh", "-c", script, process.execPath, code], {
    encoding: "utf8",
  });
  expect([stdout.trim(), stderr]).toEqual(["5", ""]);
});

/** Needs a Linux that lets a user make a file system of their own. */
function canMountReadOnly(): boolean {
  return spawnSync("unshare", ["-rm", "sh", "-c", `mount --bind '${root}' '${root}'`]).status === 0;
}
