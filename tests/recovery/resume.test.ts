import {
  copyFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { contents, strays } from "./contents.ts";
import { writeInput } from "./corpus.ts";
import { recordOf, runRoad, workedOn } from "./road.ts";
import { scratch } from "./scratch.ts";

const cwd = scratch();
writeInput(cwd);
const first = await recordOf(runRoad("first", { cwd }, "--json"));
const expected = contents(join(cwd, "first"));

/** A copy of the finished workspace, to change or to run again. */
function copyOfFirst(name: string): string {
  cpSync(join(cwd, "first"), join(cwd, name), { recursive: true, preserveTimestamps: true });
  return join(cwd, name);
}

/** Path of a file that the first run promised. */
function promised(workspace: string, ending: string): string {
  const path = Object.keys(expected).find((file) => file.endsWith(ending));
  if (!path) throw new Error(`no file ends with ${ending}`);
  return join(workspace, "stages", path);
}

/** Modification time of every file and folder of the stages. */
function times(workspace: string): Record<string, number> {
  const stages = join(workspace, "stages");
  const names = readdirSync(stages, { recursive: true, encoding: "utf8" });
  return Object.fromEntries(names.map((name) => [name, statSync(join(stages, name)).mtimeMs]));
}

describe("the same bytes", () => {
  test.each(["1", "4"])("for %s workers as for 2", async (workers) => {
    await recordOf(runRoad(`workers-${workers}`, { cwd }, "--workers", workers, "--json"));
    expect(contents(join(cwd, `workers-${workers}`))).toEqual(expected);
  });

  test("documents and quarantine are all records of the input", () => {
    expect(first.stages[0]).toMatchObject({ rows_out: 10 + 40 + 40 + 10 + 12, quarantined: 3 });
  });
});

describe("a second run", () => {
  test("takes every stage from disk and writes into none", async () => {
    const before = times(join(cwd, "first"));
    const record = await recordOf(runRoad("first", { cwd }, "--json"));
    expect(workedOn(record)).toEqual([]);
    expect(record.stages.map(({ cached: _, ...rest }) => rest)).toEqual(
      first.stages.map(({ cached: _, ...rest }) => rest),
    );
    expect(times(join(cwd, "first"))).toEqual(before);
  });

  test("with another threshold reads no text again: it works on what depends on the rules only", async () => {
    copyOfFirst("threshold");
    const environment = { SLUICE_TEST_WORDS: "60" };
    const record = await recordOf(runRoad("threshold", { cwd, environment }, "--json"));
    const cached = record.stages.filter((stage) => stage.cached).map(({ name }) => name);
    expect(cached).toEqual(["documents", "signals", "copies.signatures", "kind.label", "tokens"]);
    expect(workedOn(record)).toContain("quality");
    const back = await recordOf(runRoad("threshold", { cwd }, "--json"));
    expect(workedOn(back)).toEqual([]);
  });

  test("after --until goes on behind that stage", async () => {
    const part = await recordOf(runRoad("until", { cwd }, "--until", "quality", "--json"));
    expect(part.stages.map(({ name }) => name)).toEqual(["documents", "signals", "quality"]);
    const rest = await recordOf(runRoad("until", { cwd }, "--json"));
    expect(rest.stages.slice(0, 3).every(({ cached }) => cached)).toBe(true);
    expect(contents(join(cwd, "until"))).toEqual(expected);
  });

  test("after --sample is a run of its own: other keys, the sample is kept", async () => {
    const sample = await recordOf(
      runRoad("sample", { cwd }, "--sample", "40", "--until", "signals", "--json"),
    );
    const read = sample.stages[0].rows_out + sample.stages[0].quarantined;
    expect(read).toBeGreaterThan(10);
    expect(read).toBeLessThanOrEqual(40);
    const whole = await recordOf(runRoad("sample", { cwd }, "--until", "signals", "--json"));
    expect(workedOn(whole)).toEqual(["documents", "signals"]);
    expect(whole.stages[0].rows_out).toBe(112);
    const again = await recordOf(
      runRoad("sample", { cwd }, "--sample", "40", "--until", "signals", "--json"),
    );
    expect(workedOn(again)).toEqual([]);
  });

  test("on changed input reads it again", async () => {
    const other = join(cwd, "other");
    mkdirSync(other);
    cpSync(join(cwd, "input"), join(other, "input"), { recursive: true });
    await recordOf(runRoad("out", { cwd: other }, "--until", "signals", "--json"));
    copyFileSync(join(other, "input/readme-1.md"), join(other, "input/readme-0.md"));
    const record = await recordOf(runRoad("out", { cwd: other }, "--until", "signals", "--json"));
    expect(workedOn(record)).toEqual(["documents", "signals"]);
  });
});

describe("damage in a workspace", () => {
  const flip = (path: string) => {
    const bytes = readFileSync(path);
    bytes[bytes.length >> 1] ^= 0x40;
    writeFileSync(path, bytes);
  };
  const cases: [name: string, ending: string, damage: (path: string) => void, flags: string[]][] = [
    ["a flipped bit, with --verify full", "signals.parquet", flip, ["--verify", "full"]],
    ["a flipped bit in a model, with --verify full", "lsa.bin", flip, ["--verify", "full"]],
    ["a missing file", "train.bin", (path) => rmSync(path), []],
    [
      "a cut file",
      "documents.parquet",
      (path) => writeFileSync(path, readFileSync(path).subarray(0, 100)),
      [],
    ],
    ["a torn manifest", "stage.json", (path) => writeFileSync(path, readFileSync(path).subarray(0, 200)), []],
    ["a manifest of zeros", "stage.json", (path) => writeFileSync(path, Buffer.alloc(300)), []],
    ["a manifest of something else", "stage.json", (path) => writeFileSync(path, "{}"), []],
  ];

  test.each(cases)("%s: is found and made good", async (name, ending, damage, flags) => {
    const workspace = copyOfFirst(name);
    damage(promised(workspace, ending));
    const record = await recordOf(runRoad(name, { cwd }, "--json", ...flags));
    expect(workedOn(record)).not.toEqual([]);
    expect(contents(workspace)).toEqual(expected);
    expect(strays(workspace)).toEqual([]);
  });

  test("a torn record of the last run costs nothing but the counts, which are made again", async () => {
    const workspace = copyOfFirst("record");
    writeFileSync(join(workspace, "run.json"), "{");
    const record = await recordOf(runRoad("record", { cwd }, "--json"));
    expect(workedOn(record)).toEqual([]);
    expect(record.stages.map(({ rows_out }) => rows_out)).toEqual(
      first.stages.map(({ rows_out }) => rows_out),
    );
  });

  test("leftovers in stage folders and of spilling are swept", async () => {
    const workspace = copyOfFirst("leftovers");
    const folder = join(promised(workspace, "train.bin"), "..");
    for (const name of [
      ".train.bin.tmp",
      ".stage.json.12345.tmp",
      "unit-000000.json",
      "part-000000-00000.json",
    ])
      writeFileSync(join(folder, name), "{");
    writeFileSync(join(workspace, ".run.json.tmp"), "{");
    mkdirSync(join(workspace, "tmp/run"), { recursive: true });
    writeFileSync(join(workspace, "tmp/run/duckdb_temp_storage_DEFAULT-0.tmp"), "spilt");
    await recordOf(runRoad("leftovers", { cwd }, "--json"));
    expect(strays(workspace)).toEqual([]);
  });
});
