import {
  type Manifest,
  readManifest,
  readRecord,
  type StageDefinition,
  writeRecord,
} from "../core/manifest.ts";
import { type RunRecord, stageFolder, type Workspace } from "../core/workspace.ts";
import { openViews } from "./open-views.ts";

/** A run as the history keeps it: what it did, when, what came out, and by which definitions. */
export interface PastRun {
  /** From 1, without gaps as long as nobody removes files. */
  readonly number: number;
  /** ISO times. */
  readonly started: string;
  readonly ended: string;
  readonly documents: number;
  readonly kept: number;
  /** Tokens of the kept documents; null when nothing was counted. */
  readonly tokens: number | null;
  readonly tokenizer: string | null;
  readonly record: RunRecord;
  /** What the key of each stage is the hash of, to tell what changed. */
  readonly definitions: Readonly<Record<string, StageDefinition>>;
}

const folderOf = (workspace: Workspace) => `${workspace.folder}/runs`;
const fileName = (number: number) => `${String(number).padStart(6, "0")}.json`;

/** Adds a run to the history; its number is one above the last. */
export async function rememberRun(
  workspace: Workspace,
  record: RunRecord,
  times: { readonly started: Date; readonly ended: Date },
): Promise<PastRun> {
  const { files } = workspace;
  await files.makeFolder(folderOf(workspace));
  const number = Math.max(0, ...(await numbers(workspace))) + 1;
  const run: PastRun = {
    number,
    started: times.started.toISOString(),
    ended: times.ended.toISOString(),
    ...(await outcome(workspace, record)),
    record,
    definitions: await definitions(workspace, record),
  };
  await writeRecord(files, `${folderOf(workspace)}/${fileName(number)}`, run);
  return run;
}

/** The latest runs, newest first; what is damaged is left out. */
export async function readRuns(workspace: Workspace, limit = 50): Promise<PastRun[]> {
  const latest = (await numbers(workspace)).sort((a, b) => b - a).slice(0, limit);
  const read = latest.map((number) =>
    readRecord<PastRun>(workspace.files, `${folderOf(workspace)}/${fileName(number)}`),
  );
  return (await Promise.all(read)).filter((run) => run !== undefined);
}

async function numbers({ files, folder }: Workspace): Promise<number[]> {
  const names = await files.list(`${folder}/runs`);
  return names.flatMap((name) => (/^\d{6,}\.json$/.test(name) ? [Number(name.slice(0, -5))] : []));
}

async function definitions(
  workspace: Workspace,
  record: RunRecord,
): Promise<Record<string, StageDefinition>> {
  const read = record.stages.map(async ({ name, key }) => {
    const manifest: Manifest | undefined = await readManifest(
      workspace.files,
      stageFolder(workspace, name, key),
    );
    return manifest === undefined ? [] : [[name, manifest.definition] as const];
  });
  return Object.fromEntries((await Promise.all(read)).flat());
}

async function outcome(workspace: Workspace, { stages }: RunRecord) {
  const documents = stages[0]?.rows_out ?? 0;
  const kept = stages.at(-1)?.rows_out ?? 0;
  const { database } = await openViews(workspace);
  try {
    const [row] =
      await database.rows(`SELECT any_value(tokenizer) AS tokenizer, CAST(sum(tokens) AS BIGINT) AS tokens FROM tokens
      WHERE tokenizer = (SELECT min(tokenizer) FROM tokens) AND id IN (SELECT id FROM survivors)`);
    const tokenizer = row.tokenizer === null ? null : String(row.tokenizer);
    return { documents, kept, tokens: row.tokens === null ? null : Number(row.tokens), tokenizer };
  } finally {
    database.close();
  }
}
