import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { MachineError } from "../../src/core/errors.ts";
import { writeWhole } from "../../src/core/files.ts";
import { faultPlan, withFaults } from "../../src/io/faults.ts";
import { files } from "../../src/io/files.ts";
import { explained } from "../../src/io/machine-error.ts";

const folder = mkdtempSync(join(tmpdir(), "sluice-files-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const text = async (path: string) => Buffer.from(await files.read(path)).toString();

describe("files", () => {
  test("a file that is there is never opened again for writing", async () => {
    await writeWhole(files, join(folder, "a"), "first");
    await expect(files.create(join(folder, "a"))).rejects.toMatchObject({ code: "EEXIST" });
    expect(await text(join(folder, "a"))).toBe("first");
  });

  test("a folder is made with its parents, and making it again is no error", async () => {
    await files.makeFolder(join(folder, "x/y/z"));
    await files.makeFolder(join(folder, "x/y/z"));
    expect(await files.list(join(folder, "x/y"))).toEqual(["z"]);
  });

  test("what is absent has no size, no entries, and is removed without a word", async () => {
    expect(await files.size(join(folder, "none"))).toBeUndefined();
    expect(await files.list(join(folder, "none"))).toEqual([]);
    await files.remove(join(folder, "none"));
  });

  test("a refusal of the machine says what it means and what to do", () => {
    const refused = explained(
      Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" }),
    );
    expect(refused).toBeInstanceOf(MachineError);
    expect(refused).toMatchObject({ code: "ENOSPC", exitCode: 1 });
    expect((refused as Error).message).toBe(
      "the disk is full: ENOSPC: no space left on device, write. Free some space, then run the same command again: what is finished is kept",
    );
    const ours = new TypeError("ours");
    expect(explained(ours)).toBe(ours);
  });
});

describe("planned faults", () => {
  test("strike once, at the planned call, and leave half of a failing write", async () => {
    const faulty = withFaults(files, faultPlan("2:EIO"));
    const handle = await faulty.create(join(folder, "half"));
    await expect(handle.write(Buffer.from("1234"))).rejects.toThrow("EIO");
    await handle.close();
    expect(await text(join(folder, "half"))).toBe("12");
    await writeWhole(faulty, join(folder, "half"), "whole");
    expect(await text(join(folder, "half"))).toBe("whole");
  });

  test("are counted over every handle of the same plan", async () => {
    const plan = faultPlan("0:none");
    await writeWhole(withFaults(files, plan), join(folder, "b"), "x");
    expect(plan?.calls[0]).toBe(7); // remove, create, write, sync, close, rename, sync of the folder
  });

  test("a plan that is none is none", () => {
    expect([faultPlan(undefined), faultPlan(""), faultPlan("x:EIO"), faultPlan("3")]).toEqual(
      Array(4).fill(undefined),
    );
  });
});
