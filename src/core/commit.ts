import type { FileFact } from "./files.ts";
import { formatVersion, writeRecord } from "./manifest.ts";
import type { KeyedStep } from "./plan.ts";
import { folderOf, type Run } from "./run.ts";
import type { StageNotes } from "./stage.ts";
import type { NamedPart } from "./task.ts";

/** Makes the folders of steps and sweeps what a dead run left half-written. */
export async function prepareFolders(run: Run, steps: readonly KeyedStep[]): Promise<void> {
  const { files } = run.effects;
  for (const step of steps) {
    const folder = folderOf(run, step);
    await files.makeFolder(folder);
    for (const file of await files.list(folder)) {
      if (file.endsWith(".tmp")) await files.remove(`${folder}/${file}`);
    }
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
  await writeRecord(run.effects.files, `${folder}/manifest.json`, manifest);
  run.finished.set(step.name, { name: step.name, entry: step.entry, folder, manifest });
  for (const file of await run.effects.files.list(folder)) {
    if (/^(unit|part)-.*\.json$/.test(file)) await run.effects.files.remove(`${folder}/${file}`);
  }
}
