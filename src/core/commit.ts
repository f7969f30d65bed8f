import type { FileFact } from "./files.ts";
import { formatVersion, manifestFile, writeRecord } from "./manifest.ts";
import type { KeyedStep } from "./plan.ts";
import { folderOf, type Run } from "./run.ts";
import type { StageNotes } from "./stage.ts";
import type { NamedPart } from "./task.ts";

/** Removes what a dead run left half-written or no longer needs: the holder of the lock calls it once, before the first stage. */
export async function sweepWorkspace(run: Run): Promise<void> {
  const { files } = run.effects;
  const { folder } = run.workspace;
  await files.remove(`${folder}/tmp/run`);
  for (const place of [folder, `${folder}/runs`]) await removeFrom(run, place, isTemporary);
  for (const { folder: finished } of run.finished.values()) {
    await removeFrom(run, finished, (file) => isTemporary(file) || isTaskRecord(file));
  }
}

/** Makes the folders of steps that are about to run; what is there of an earlier try is no longer promised. */
export async function prepareFolders(run: Run, steps: readonly KeyedStep[]): Promise<void> {
  for (const step of steps) {
    const folder = folderOf(run, step);
    await run.effects.files.makeFolder(folder);
    await removeFrom(run, folder, (file) => isTemporary(file) || file === manifestFile);
  }
}

/** Writes the manifest of a stage: from here on its result counts. */
export async function commitStage(
  run: Run,
  step: KeyedStep,
  parts: readonly NamedPart[],
  files: readonly FileFact[],
  notes: StageNotes,
): Promise<void> {
  const folder = folderOf(run, step);
  const manifest = {
    format: formatVersion,
    stage: step.name,
    key: step.key,
    definition: step.definition,
    tables: step.stage.tables,
    parts: parts.map((part) => part.tables),
    partNames: parts.map((part) => part.name),
    files,
    notes,
  };
  await writeRecord(run.effects.files, `${folder}/${manifestFile}`, manifest);
  run.finished.set(step.name, { name: step.name, entry: step.entry, folder, manifest });
  await removeFrom(run, folder, isTaskRecord);
}

async function removeFrom(run: Run, folder: string, isWaste: (file: string) => boolean): Promise<void> {
  const { files } = run.effects;
  for (const file of (await files.list(folder)).filter(isWaste)) await files.remove(`${folder}/${file}`);
}

function isTemporary(file: string): boolean {
  return file.startsWith(".") && file.endsWith(".tmp");
}

/** Commit records of units and parts serve resume only. */
function isTaskRecord(file: string): boolean {
  return /^(unit|part)-[\d-]+\.json$/.test(file);
}
