import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import type { RunEvent } from "../core/run.ts";

/** How far a run is that another process is doing. */
export interface RunProgress {
  readonly pid: number;
  readonly host: string;
  readonly pipeline: string;
  /** ISO time. */
  readonly started: string;
  readonly stage: string;
  readonly done: number;
  readonly total: number;
  readonly rows: number;
  readonly bytes: number;
  /** Stages that are finished, in order. */
  readonly finished: readonly string[];
  /** How many stages the run has. */
  readonly stages: number;
}

/** What a progress writer knows before the first event. */
export interface RunBeginning {
  readonly pipeline: string;
  readonly stages: number;
}

const everyMs = 250;
const fileOf = (folder: string) => join(folder, "tmp", "progress.json");

/**
 * Tells other processes how far this run is, at most four times a second, in a file that is replaced whole. It is no result: it
 * is never synced, and a disk that refuses it does not stop the run.
 */
export function progressWriter(
  folder: string,
  { pipeline, stages }: RunBeginning,
  now: () => number = Date.now,
): { report(event: RunEvent): void; close(): void } {
  const started = new Date(now()).toISOString();
  quietly(() => sweep(join(folder, "tmp")));
  const finished: string[] = [];
  let written = 0;
  let current = { stage: "", done: 0, total: 0, rows: 0, bytes: 0 };
  const write = () => {
    written = now();
    const progress: RunProgress = {
      pid: process.pid,
      host: hostname(),
      pipeline,
      started,
      ...current,
      finished,
      stages,
    };
    const path = fileOf(folder);
    quietly(() => {
      mkdirSync(join(folder, "tmp"), { recursive: true });
      writeFileSync(`${path}.${process.pid}`, JSON.stringify(progress));
      renameSync(`${path}.${process.pid}`, path);
    });
  };
  return {
    report(event) {
      if (event.type === "start") current = { stage: event.stage, done: 0, total: 0, rows: 0, bytes: 0 };
      if (event.type === "progress") {
        const { type: _, ...far } = event;
        current = far;
      }
      if (event.type === "stage" && !finished.includes(event.record.name)) finished.push(event.record.name);
      if (event.type !== "progress" || now() - written >= everyMs) write();
    },
    close: () => quietly(() => rmSync(fileOf(folder), { force: true })),
  };
}

/** The progress of the run in this workspace; undefined when none is going on: a dead process has none. */
export function readProgress(folder: string): RunProgress | undefined {
  try {
    const progress = JSON.parse(readFileSync(fileOf(folder), "utf8")) as RunProgress;
    return progress.host === hostname() && !isAlive(progress.pid) ? undefined : progress;
  } catch {
    return undefined; // none, or just being replaced
  }
}

/** What a run that was killed left half-written. */
function sweep(temporary: string): void {
  for (const name of readdirSync(temporary).filter((one) => one.startsWith("progress.json")))
    rmSync(join(temporary, name), { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // the run goes on; whoever watches sees an older state
  }
}
