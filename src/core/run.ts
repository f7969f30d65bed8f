import type { Database, OpenDatabase } from "./database.ts";
import { InterruptedError } from "./errors.ts";
import type { Files } from "./files.ts";
import { firstDamage, type Manifest, promisedFiles, readManifest, type Verify } from "./manifest.ts";
import type { PassResult, PassTask } from "./pass-task.ts";
import type { KeyedStep } from "./plan.ts";
import type { UnitTask } from "./source-task.ts";
import type { Unit } from "./stage.ts";
import type { NamedPart } from "./task.ts";
import type { Finished } from "./views.ts";
import { type RunRecord, type StageRecord, stageFolder, type Workspace } from "./workspace.ts";

/** How a run is to go; none of it changes the bytes of a result. */
export interface RunOptions {
  readonly workers: number;
  readonly verify: Verify;
  /** Rules and guards that may remove an unusual share. */
  readonly allow: readonly string[];
  /** Memory for SQL over whole tables, in bytes. */
  readonly memoryBytes: number;
}

/** The world as a run sees it. */
export interface Effects {
  readonly files: Files;
  readonly tables: import("./database.ts").Tables;
  readonly openDatabase: OpenDatabase;
  readonly pool: Pool;
  /** Milliseconds, monotonic. */
  readonly clock: () => number;
  readonly residentBytes: () => number;
  readonly interrupted: AbortSignal;
  readonly report: (event: RunEvent) => void;
}

/** Threads (or processes, or a cluster) that run tasks: (stage, part) of one pipeline. */
export interface Pool {
  readUnit(task: UnitTask, onPart: (part: NamedPart) => void): Promise<void>;
  runPass(task: PassTask): Promise<PassResult>;
}

/** What a run tells while it goes. */
export type RunEvent =
  | { readonly type: "start"; readonly stage: string; readonly stages: readonly string[] }
  | {
      readonly type: "progress";
      readonly stage: string;
      readonly done: number;
      readonly total: number;
      readonly rows: number;
      readonly bytes: number;
    }
  | { readonly type: "stage"; readonly record: StageRecord };

/** A run in progress: the plan, and what is finished so far. */
export interface Run {
  readonly pipeline: { readonly name: string; readonly file: string };
  readonly workspace: Workspace;
  readonly units: readonly Unit[];
  readonly steps: readonly KeyedStep[];
  readonly finished: Map<string, Finished>;
  readonly records: Map<string, StageRecord>;
  /** Milliseconds that workers spent on each stage of the group in progress. */
  readonly busy: Map<string, number>;
  readonly options: RunOptions;
  readonly effects: Effects;
  readonly last: RunRecord | undefined;
}

/** Adds to the time that workers spent on a stage. */
export function addBusy(run: Run, stage: string, milliseconds: number): void {
  run.busy.set(stage, (run.busy.get(stage) ?? 0) + milliseconds);
}

/** The steps before `step`. */
export function earlierSteps(run: Run, step: KeyedStep): KeyedStep[] {
  return run.steps.slice(0, run.steps.indexOf(step));
}

/** The finished stages before `step`, in pipeline order. */
export function finishedBefore(run: Run, step: KeyedStep): Finished[] {
  return earlierSteps(run, step).flatMap(({ name }) => run.finished.get(name) ?? []);
}

/** Folder of the result of a step. */
export function folderOf(run: Run, step: KeyedStep): string {
  return stageFolder(run.workspace, step.name, step.key);
}

/** The manifest of a step when its result is on disk and undamaged. */
export async function intactManifest(run: Run, step: KeyedStep): Promise<Manifest | undefined> {
  const folder = folderOf(run, step);
  const manifest = await readManifest(run.effects.files, folder);
  if (!manifest) return undefined;
  const damage = await firstDamage(run.effects.files, folder, promisedFiles(manifest), run.options.verify);
  return damage === undefined ? manifest : undefined;
}

/** Throws when the person asked to stop; between tasks only, so that what is begun is finished. */
export function stopIfInterrupted(run: Run): void {
  if (run.effects.interrupted.aborted) {
    throw new InterruptedError("stopped; what is finished is kept. Run the same command again to go on");
  }
}

/** Runs `work` with an SQL engine over the whole workspace. */
export async function withDatabase<T>(run: Run, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await run.effects.openDatabase({
    threads: run.options.workers,
    memoryBytes: run.options.memoryBytes,
    spillFolder: `${run.workspace.folder}/tmp/run`,
  });
  try {
    return await work(database);
  } finally {
    database.close();
  }
}
