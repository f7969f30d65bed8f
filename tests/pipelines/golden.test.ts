import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { existingWorkspace } from "../../src/core/workspace.ts";
import { files } from "../../src/io/files.ts";
import { openViews } from "../../src/io/open-views.ts";
import { sluice } from "../recovery/cli.ts";

/**
 * A case is a folder with a pipeline, and in `golden/` its input and the tables that must come of it. After a wanted
 * change: npx vitest run tests/pipelines -u, and read the difference.
 */
interface Case {
  readonly records: number;
  readonly queries: Readonly<Record<string, string>>;
}

const here = import.meta.dirname;
const cases = readdirSync(here).filter((name) => existsSync(join(here, name, "golden")));
const workspaces = mkdtempSync(join(tmpdir(), "sluice-golden-"));
afterAll(() => rmSync(workspaces, { recursive: true, force: true }));

test("there are golden cases", () => {
  expect(cases).toEqual(["pages", "quarantine", "rules"]);
});

describe.each(cases)("%s", async (name) => {
  const pipeline = join(here, name, "pipeline.ts");
  const { queries, records } = (await import(pipeline)) as Case;
  const workspace = join(workspaces, name);
  const flags = ["--workspace", workspace, "--workers", "1", "--no-report"];
  const ran = await sluice(["run", pipeline, ...flags], { cwd: join(here, name, "golden") });
  if (ran.code !== 0) throw new Error(ran.stderr);
  const { database } = await openViews(await existingWorkspace(files, workspace));
  afterAll(() => database.close());

  test("documents + quarantine = records: nothing of the input is lost", async () => {
    const [counted] = await database.rows(
      "SELECT (SELECT count(*) FROM documents) AS documents, (SELECT count(*) FROM quarantine) AS quarantine",
    );
    expect(Number(counted.documents) + Number(counted.quarantine)).toBe(records);
  });

  test.each(Object.keys(queries))("%s are as expected", async (table) => {
    const rows = await database.rows(queries[table]);
    await expect(`${JSON.stringify(rows, null, 1)}\n`).toMatchFileSnapshot(
      join(here, name, "golden", `${table}.json`),
    );
  });
});
