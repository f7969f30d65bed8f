import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "../../../src/core/pipeline.ts";
import type { Entry, SourceStage } from "../../../src/core/stage.ts";
import type { Row } from "../../../src/core/table.ts";
import { withoutRules } from "../../../src/core/undo.ts";
import { existingWorkspace } from "../../../src/core/workspace.ts";
import { files } from "../../../src/io/files.ts";
import { ingest } from "../../../src/io/ingest.ts";
import { openViews } from "../../../src/io/open-views.ts";
import { runHere } from "../../recovery/in-process.ts";
import { temporaryFolder } from "../../temporary-folder.ts";

const folder = temporaryFolder("sluice-tables-");
let runs = 0;

/** Runs stages over records whose fields become metadata (ids d0, d1, …), through the real runner; answers questions in SQL. */
export async function runTable(
  records: readonly Readonly<Record<string, unknown>>[],
  stages: Readonly<Record<string, Exclude<Entry, SourceStage>>>,
  undone: readonly string[] = [],
): Promise<(sql: string) => Promise<Row[]>> {
  const input = join(folder, `input-${runs}.jsonl`);
  const lines = records.map(
    (record, i) => `${JSON.stringify({ id: `d${i}`, text: `text ${i}`, ...record })}\n`,
  );
  writeFileSync(input, lines.join(""));
  const workspace = join(folder, `workspace-${runs++}`);
  mkdirSync(workspace);
  const spec = pipeline({ name: "test", stages: { documents: ingest(input), ...stages } });
  await runHere(withoutRules(spec, undone), workspace);
  const { database } = await openViews(await existingWorkspace(files, workspace));
  return (sql) => database.rows(sql);
}
