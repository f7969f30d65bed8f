import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { contents, strays } from "./contents.ts";
import { writeInput } from "./corpus.ts";
import { recordOf, runRoad } from "./road.ts";
import { scratch } from "./scratch.ts";

const cwd = scratch();
writeInput(cwd);

/** One clear line of our own, no stack. */
function complaint(stderr: string): string {
  const lines = stderr.split("\n").filter((line) => line.startsWith("sluice: "));
  expect(lines).toHaveLength(1);
  expect(stderr).not.toMatch(/^\s+at /m);
  return lines[0];
}

describe("Ctrl-C", () => {
  test("ends the run with 130 and a word on how to go on; the next run ends as if nothing had been", async () => {
    const interrupt = (kill: (signal: NodeJS.Signals) => void, stderr: NodeJS.ReadableStream) => {
      stderr.once("data", () => setTimeout(() => kill("SIGINT"), 300)); // its first word: the run has begun
    };
    const { code, stderr } = await runRoad("interrupted", { cwd, onStart: interrupt });
    expect(stderr).toContain("press Ctrl-C again to stop at once");
    expect(complaint(stderr)).toBe(
      "sluice: stopped; what is finished is kept. Run the same command again to go on",
    );
    expect(code).toBe(130);
    await recordOf(runRoad("interrupted", { cwd }, "--json"));
    await recordOf(runRoad("straight", { cwd }, "--json"));
    expect(contents(join(cwd, "interrupted"))).toEqual(contents(join(cwd, "straight")));
    expect(strays(join(cwd, "interrupted"))).toEqual([]);
  });

  test("twice stops at once, still with 130", async () => {
    const interrupt = (kill: (signal: NodeJS.Signals) => void, stderr: NodeJS.ReadableStream) => {
      stderr.once("data", () => {
        kill("SIGINT");
        setTimeout(() => kill("SIGINT"), 50);
      });
    };
    const { code, signal } = await runRoad("twice", { cwd, onStart: interrupt });
    // The second one may find the process on its way out, without its handler; a shell calls both 130.
    expect(signal === "SIGINT" ? 130 : code).toBe(130);
    await recordOf(runRoad("twice", { cwd }, "--json"));
  });
});

test("two runs at once in a workspace: one goes through, the other stops with the number of the first", async () => {
  const started = Promise.withResolvers<void>();
  const onStart = (_: unknown, stderr: NodeJS.ReadableStream) => stderr.once("data", () => started.resolve());
  const one = runRoad("shared", { cwd, onStart }, "--json");
  await started.promise;
  const { pid } = JSON.parse(readFileSync(join(cwd, "shared/lock.json"), "utf8"));
  const other = await runRoad("shared", { cwd });
  expect(complaint(other.stderr)).toContain(`process ${pid} on`);
  expect(other.code).toBe(2);
  await recordOf(one);
  expect(existsSync(join(cwd, "shared/lock.json"))).toBe(false);
});

test("two first runs at once in a new workspace: at least one goes through, neither breaks", async () => {
  const both = await Promise.all([runRoad("new", { cwd }), runRoad("new", { cwd })]);
  const codes = both.map(({ code }) => code).sort();
  expect(codes[0], both.map(({ stderr }) => stderr).join("\n")).toBe(0);
  expect([0, 2]).toContain(codes[1]);
  await recordOf(runRoad("new", { cwd }, "--json"));
  expect(strays(join(cwd, "new"))).toEqual([]);
});

describe("exit code 2, one clear line", () => {
  test("for an id that stands in two files, with both places", async () => {
    const folder = join(cwd, "twice-there");
    mkdirSync(join(folder, "input"), { recursive: true });
    writeFileSync(join(folder, "input/a.jsonl"), '{"id":"x","text":"one"}\n{"id":"y","text":"two"}\n');
    writeFileSync(join(folder, "input/b.jsonl"), '{"id":"z","text":"three"}\n{"id":"y","text":"four"}\n');
    for (let run = 0; run < 2; run++) {
      const { code, stderr } = await runRoad("out", { cwd: folder });
      expect(complaint(stderr)).toContain(
        'ids must be unique, "y" stands at input/a.jsonl:24 and at input/b.jsonl:26',
      );
      expect(code).toBe(2);
    }
  });

  test("for records that cannot be read, with --strict", async () => {
    const { code, stderr } = await runRoad("strict", { cwd }, "--strict", "--until", "documents");
    expect(complaint(stderr)).toContain("--strict: 3 input records could not be read");
    expect(code).toBe(2);
  });

  test("for a workspace of a newer Sluice", async () => {
    mkdirSync(join(cwd, "newer"));
    writeFileSync(join(cwd, "newer/workspace.json"), '{"format":99}');
    const { code, stderr } = await runRoad("newer", { cwd });
    expect(complaint(stderr)).toContain("format 99 is newer than this Sluice reads");
    expect(code).toBe(2);
  });

  test("for a workspace whose record is damaged, and after its removal the run goes on", async () => {
    await recordOf(runRoad("damaged", { cwd }, "--until", "documents", "--json"));
    writeFileSync(join(cwd, "damaged/workspace.json"), "");
    const { code, stderr } = await runRoad("damaged", { cwd });
    expect(complaint(stderr)).toContain("damaged/workspace.json is damaged. Remove that file to go on");
    expect(code).toBe(2);
  });

  test("for a folder with other files, which stays as it was", async () => {
    mkdirSync(join(cwd, "photos"));
    writeFileSync(join(cwd, "photos/cat.jpg"), "meow");
    const { code, stderr } = await runRoad("photos", { cwd });
    expect(complaint(stderr)).toContain('holds other files ("cat.jpg") and is no workspace');
    expect(code).toBe(2);
    expect(existsSync(join(cwd, "photos/stages"))).toBe(false);
  });
});

describe("a refusing machine: exit code 1, one clear line, no hang", () => {
  test.each(["5:EACCES", "20:ENOSPC", "200:EIO", "700:ENOSPC", "1500:EIO"])("%s", async (fault) => {
    const workspace = fault.replace(":", "-");
    const { code, stderr } = await runRoad(workspace, { cwd, environment: { SLUICE_FAULT_AT: fault } });
    expect(complaint(stderr)).toMatch(
      /(the disk is full: ENOSPC|the disk failed: EIO|permission denied: EACCES).* then run the same command again/,
    );
    expect(code).toBe(1);
    await recordOf(runRoad(workspace, { cwd }, "--json"));
    expect(strays(join(cwd, workspace))).toEqual([]);
  });
});
