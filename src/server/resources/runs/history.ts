import { readManifest, type StageDefinition } from "../../../core/manifest.ts";
import { type RunRecord, stageFolder, type Workspace } from "../../../core/workspace.ts";
import { type PastRun, readRuns } from "../../../io/run-history.ts";

/** A run as the history keeps it; without a number when it is not in it. */
export type KnownRun = Omit<PastRun, "number" | "started" | "ended"> & {
  readonly number: number | null;
  readonly started: string | null;
  readonly ended: string | null;
};

/**
 * The latest runs, newest first. The run whose tables are on show comes first even when the history does not have it: because it
 * is unfinished, or older than the history.
 */
export async function readHistory(
  workspace: Workspace,
  shown: RunRecord | undefined,
  limit: number,
): Promise<KnownRun[]> {
  const past = await readRuns(workspace, limit);
  if (shown === undefined || past.some(({ record }) => isSame(record, shown))) return past;
  return [await unlisted(workspace, shown), ...past].slice(0, limit);
}

/** The same results, whether this time they were computed or found. */
export function isSame(a: RunRecord, b: RunRecord): boolean {
  const results = ({ stages, finished }: RunRecord) =>
    JSON.stringify([finished, stages.map(({ name, key }) => [name, key])]);
  return results(a) === results(b);
}

async function unlisted(workspace: Workspace, record: RunRecord): Promise<KnownRun> {
  return {
    number: null,
    started: null,
    ended: null,
    documents: record.stages[0]?.rows_out ?? 0,
    kept: record.stages.at(-1)?.rows_out ?? 0,
    tokens: null,
    tokenizer: null,
    record,
    definitions: await definitionsOf(workspace, record),
  };
}

/** What the stages of a run were asked to do, as far as their results are still there. */
export async function definitionsOf(
  workspace: Workspace,
  { stages }: RunRecord,
): Promise<Record<string, StageDefinition>> {
  const read = stages.map(async ({ name, key }) => {
    const manifest = await readManifest(workspace.files, stageFolder(workspace, name, key));
    return manifest === undefined ? [] : [[name, manifest.definition] as const];
  });
  return Object.fromEntries((await Promise.all(read)).flat());
}
