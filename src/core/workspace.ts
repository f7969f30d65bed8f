import { MachineError, UserError } from "./errors.ts";
import type { Files } from "./files.ts";
import { formatVersion, type Manifest, readManifest, readRecord, writeRecord } from "./manifest.ts";
import type { Finished } from "./views.ts";

/** One directory that holds everything a pipeline made. */
export interface Workspace {
  readonly folder: string;
  readonly files: Files;
}

/** What the last run of a workspace did; views are built over its stages. */
export interface RunRecord {
  readonly pipeline: string;
  readonly file: string;
  readonly workers: number;
  readonly sample: number | null;
  readonly finished: boolean;
  readonly seconds: number;
  readonly stages: readonly StageRecord[];
}

/** A line of the view `stages`. */
export interface StageRecord {
  readonly name: string;
  readonly entry: string;
  readonly kind: string;
  readonly key: string;
  readonly rows_in: number;
  readonly rows_out: number;
  readonly dropped: number;
  readonly quarantined: number;
  readonly seconds: number;
  readonly peak_rss_bytes: number;
  readonly bytes_written: number;
  readonly cached: boolean;
  readonly rules: readonly RuleCount[];
  readonly notes: Readonly<Record<string, string | number>>;
}

/** How many documents a rule spoke on. */
export interface RuleCount {
  readonly rule: string;
  readonly documents: number;
}

/** Opens a workspace, or makes a new one. */
export async function openWorkspace(files: Files, folder: string): Promise<Workspace> {
  const record = `${folder}/workspace.json`;
  const found = await readRecord<{ format: number }>(files, record);
  if (!found && (await files.size(record)) !== undefined) {
    throw new UserError(
      `workspace ${folder}: ${record} is damaged. Remove that file to go on with what the workspace holds, or use another --workspace`,
    );
  }
  if (found && found.format > formatVersion) {
    throw new UserError(
      `workspace ${folder}: format ${found.format} is newer than this Sluice reads (${formatVersion}). Update Sluice, or use another --workspace`,
    );
  }
  if (!found) {
    await refuseForeignFolder(files, folder);
    await files.makeFolder(`${folder}/stages`);
    await files.makeFolder(`${folder}/tmp`);
    await writeRecord(files, record, { format: formatVersion }).catch((error) =>
      unlessThere(files, record, error),
    );
  }
  return { folder, files };
}

/** Opens a workspace that must exist. */
export async function existingWorkspace(files: Files, folder: string): Promise<Workspace> {
  if ((await files.size(`${folder}/workspace.json`)) === undefined) {
    throw new UserError(
      `workspace ${folder}: there is none. Make one with: sluice run <pipeline> --workspace ${folder}`,
    );
  }
  return openWorkspace(files, folder);
}

/** Folder of one result of a stage. */
export function stageFolder(workspace: Workspace, stage: string, key: string): string {
  return `${workspace.folder}/stages/${stage}/${key}`;
}

/** The record of the last run, or undefined before the first stage is done. */
export function readRun(workspace: Workspace): Promise<RunRecord | undefined> {
  return readRecord<RunRecord>(workspace.files, `${workspace.folder}/run.json`);
}

export async function writeRun(workspace: Workspace, record: RunRecord): Promise<void> {
  await writeRecord(workspace.files, `${workspace.folder}/run.json`, record);
}

/** The finished stages of the last run, in pipeline order. */
export async function finishedStages(workspace: Workspace, record: RunRecord): Promise<Finished[]> {
  const finished: Finished[] = [];
  for (const { name, entry, key } of record.stages) {
    const folder = stageFolder(workspace, name, key);
    const manifest = await readManifest(workspace.files, folder);
    if (manifest) finished.push({ name, entry, folder, manifest });
  }
  return finished;
}

/** The newest other result of a stage, to say what changed since. */
export async function anyManifest(
  workspace: Workspace,
  stage: string,
  record?: RunRecord,
): Promise<Manifest | undefined> {
  const last = record?.stages.find(({ name }) => name === stage);
  return last && readManifest(workspace.files, stageFolder(workspace, stage, last.key));
}

/** Another process may have made the same workspace at the same moment, and swept our file with its own leftovers. */
async function unlessThere(files: Files, path: string, error: unknown): Promise<void> {
  if (error instanceof MachineError || (await files.size(path)) === undefined) throw error;
}

async function refuseForeignFolder(files: Files, folder: string): Promise<void> {
  const inside = await files.list(folder);
  const own = new Set(["stages", "tmp", "lock", "lock.json", "run.json", "report.html", "runs", "index"]);
  const isOwn = (name: string) =>
    own.has(name) || name.endsWith(".tmp") || /^(people|sessions)\.sqlite/.test(name);
  const foreign = inside.find((name) => !isOwn(name));
  if (foreign === undefined) return;
  throw new UserError(
    `workspace ${folder}: the folder holds other files (${JSON.stringify(foreign)}) and is no workspace. Choose another --workspace`,
  );
}
