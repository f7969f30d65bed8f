import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { contents, strays } from "./contents.ts";
import { writeInput } from "./corpus.ts";
import { recordOf, runRoad } from "./road.ts";
import { scratch } from "./scratch.ts";

const cwd = scratch();
const disk = join(cwd, "disk");
mkdirSync(disk);
const mounted = mount("size=1m", "tmpfs", disk);
afterAll(() => {
  if (mounted) spawnSync("umount", [disk]);
});

/** True where this process may mount: as root on Linux. */
function mount(options: string, ...what: string[]): boolean {
  return (
    process.platform === "linux" && spawnSync("mount", ["-t", "tmpfs", "-o", options, ...what]).status === 0
  );
}

test.skipIf(!mounted)(
  "a disk of 1 MB is full in the middle: one clear line, and with more space the run goes on",
  async () => {
    writeInput(cwd);
    const { code, stderr } = await runRoad("disk/out", { cwd });
    expect(stderr).toMatch(
      /^sluice: the disk is full: ENOSPC: no space left on device.* Free some space, then run/m,
    );
    expect(code).toBe(1);
    expect(mount("remount,size=64m", disk)).toBe(true);
    const record = await recordOf(runRoad("disk/out", { cwd }, "--json"));
    expect(record.stages[0].cached).toBe(true);
    await recordOf(runRoad("straight", { cwd }, "--json"));
    expect(contents(join(cwd, "disk/out"))).toEqual(contents(join(cwd, "straight")));
    expect(strays(join(cwd, "disk/out"))).toEqual([]);
  },
);
