import { availableParallelism, totalmem } from "node:os";
import type { Effects, RunEvent, RunOptions } from "../core/run.ts";
import { openDatabase } from "../io/duckdb.ts";
import { faultPlan, withFaults } from "../io/faults.ts";
import { files } from "../io/files.ts";
import type { PipelineReference } from "../io/load.ts";
import { tables } from "../io/parquet/tables.ts";
import { threadPool } from "../io/pool.ts";

const faults = faultPlan(process.env.SLUICE_FAULT_AT);

/** The files of workspaces; a test can plan a fault in them. */
export const workspaceFiles = withFaults(files, faults);

/** The real world for a run: files, engine, threads, clock, Ctrl-C. `close` ends the threads. */
export function realEffects(
  workers: number,
  pipeline: PipelineReference,
  interrupted: AbortSignal,
  report: (event: RunEvent) => void,
): Effects & { close(): Promise<void> } {
  const pool = threadPool(workers, { pipeline, faults });
  return {
    files: workspaceFiles,
    tables,
    openDatabase,
    pool,
    clock: () => performance.now(),
    residentBytes: () => process.memoryUsage.rss(),
    interrupted,
    report,
    close: () => pool.close(),
  };
}

/** The first Ctrl-C (or SIGTERM) lets running tasks end, the second stops at once. */
export function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(130);
    process.stderr.write("\nfinishing what is begun; press Ctrl-C again to stop at once\n");
    controller.abort();
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  return controller.signal;
}

/** Workers by default: one per core. */
export function defaultWorkers(): number {
  return availableParallelism();
}

/** Memory for SQL over whole tables: a quarter of the machine, between 400 MB and 4 GB. */
export function defaultMemory(): number {
  return Math.min(4e9, Math.max(4e8, totalmem() / 4));
}

/** Run options from flags. */
export function runOptions(flags: {
  workers: number;
  verify?: string;
  allow?: string[];
  memory?: number;
}): RunOptions {
  return {
    workers: flags.workers,
    verify: flags.verify === "full" ? "full" : "size",
    allow: flags.allow ?? [],
    memoryBytes: flags.memory ?? Math.min(defaultMemory(), 7e8),
  };
}
