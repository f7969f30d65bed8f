import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { decontaminate } from "../../../src/clean/decontaminate/decontaminate.ts";
import type { DecontaminateOptions } from "../../../src/clean/decontaminate/options.ts";
import { type Pipeline, pipeline } from "../../../src/core/pipeline.ts";
import type { Row } from "../../../src/core/table.ts";
import { existingWorkspace } from "../../../src/core/workspace.ts";
import { openDatabase } from "../../../src/io/duckdb.ts";
import { files } from "../../../src/io/files.ts";
import { ingest } from "../../../src/io/ingest.ts";
import { openViews } from "../../../src/io/open-views.ts";
import { runHere } from "../../recovery/in-process.ts";
import { temporaryFolder } from "../../temporary-folder.ts";

/** Where the files of the test are. */
export const folder = temporaryFolder("sluice-decontaminate-");
let runs = 0;

/** Writes a file; answers its path. */
export function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Records as JSONL. */
export const jsonl = (rows: readonly unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");

/** 23 words. */
export const question =
  "Natalia sold clips to forty eight of her friends in April, and then she sold half as many clips in May. How many?";
/** 17 words. */
export const answer =
  "In May she sold twenty four clips, so altogether she sold seventy two clips to her friends.";
const other =
  "Weng earns twelve dollars an hour for babysitting, and yesterday she just did fifty minutes of it.";
/** An evaluation set of two examples. */
export const gsm = file(
  "gsm.jsonl",
  jsonl([
    { id: "g1", question, answer },
    { id: "g2", question: other, answer: "Ten." },
  ]),
);
/** A sentence of no evaluation set. */
export const filler = "The river rose for three days before anyone in the valley spoke of it. ";

/** An evaluation set as Parquet. */
export async function parquet(name: string): Promise<string> {
  const path = join(folder, name);
  const database = await openDatabase({ threads: 1, memoryBytes: 2e8, spillFolder: folder });
  await database.execute(`COPY (SELECT 'p1' AS id, '${question}' AS question) TO '${path}'`);
  database.close();
  return path;
}

/** Runs `decontaminate` over texts named by their keys, through the real runner. */
export async function run(texts: Readonly<Record<string, string>>, options: DecontaminateOptions) {
  const input = file(`input-${runs}.jsonl`, jsonl(Object.entries(texts).map(([id, text]) => ({ id, text }))));
  const stages = { documents: ingest(input), clean: decontaminate({ share: 1, ...options }) };
  return runPipelineHere(pipeline({ name: "test", stages }));
}

/** Runs a pipeline through the real runner; answers questions in SQL. */
export async function runPipelineHere(pipeline: Pipeline) {
  const workspace = join(folder, `workspace-${runs++}`);
  mkdirSync(workspace);
  await runHere(pipeline, workspace);
  const { database } = await openViews(await existingWorkspace(files, workspace));
  const rows = (sql: string): Promise<Row[]> => database.rows(sql);
  return { rows, close: () => database.close() };
}

/** The ids that `decontaminate` drops, sorted. */
export async function dropped(
  texts: Readonly<Record<string, string>>,
  options: DecontaminateOptions,
): Promise<string[]> {
  const { rows, close } = await run(texts, options);
  const ids = (await rows("SELECT id FROM decisions WHERE verdict = 'drop' ORDER BY id")).map(({ id }) =>
    String(id),
  );
  close();
  return ids;
}
