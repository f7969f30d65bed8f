import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import type { Database } from "../../../src/core/database.ts";
import { pipeline } from "../../../src/core/pipeline.ts";
import type { Entry } from "../../../src/core/stage.ts";
import type { Row } from "../../../src/core/table.ts";
import type { RunRecord } from "../../../src/core/workspace.ts";
import { files } from "../../../src/io/files.ts";
import { openViews } from "../../../src/io/open-views.ts";
import { runHere } from "../../recovery/in-process.ts";
import { type Given, given } from "./given.ts";

/** A finished run and its tables. */
export interface Cleaned {
  readonly record: RunRecord;
  readonly rows: (sql: string) => Promise<Row[]>;
  /** Final texts of the survivors by id. */
  readonly kept: Readonly<Record<string, string>>;
}

const folder = mkdtempSync(join(tmpdir(), "sluice-segments-"));
const open: Database[] = [];
let runs = 0;
afterAll(() => {
  for (const database of open) database.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs an entry over documents in a workspace of its own, with the real runner, engine and tables. */
export async function clean(documents: readonly Given[], entry: Entry): Promise<Cleaned> {
  const workspace = join(folder, String(runs++));
  const stages = { documents: given(documents), repeats: entry };
  const record = await runHere(pipeline({ name: "p", stages }), workspace);
  const { database } = await openViews({ folder: workspace, files });
  open.push(database);
  const kept = await database.rows("SELECT id, text FROM kept ORDER BY id");
  return {
    record,
    rows: (sql) => database.rows(sql),
    kept: Object.fromEntries(kept.map(({ id, text }) => [id, text as string])),
  };
}
