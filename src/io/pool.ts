import { MessageChannel } from "node:worker_threads";
import { Piscina } from "piscina";
import type { PassResult } from "../core/pass-task.ts";
import type { Pool } from "../core/run.ts";
import type { UnitTask } from "../core/source-task.ts";
import type { NamedPart } from "../core/task.ts";
import type { FaultPlan } from "./faults.ts";
import type { PipelineReference } from "./load.ts";

/** What a worker is started with. */
export interface WorkerSetup {
  readonly pipeline: PipelineReference;
  readonly faults: FaultPlan | undefined;
}

/** A pool that can be closed: threads, each with the pipeline file loaded. */
export interface ThreadPool extends Pool {
  close(): Promise<void>;
}

/** Starts threads on demand, at most `workers`; a thread that dies of its task is replaced and the task tried again. */
export function threadPool(workers: number, setup: WorkerSetup): ThreadPool {
  const ending = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const piscina = new Piscina({
    filename: new URL(`./worker.${ending}`, import.meta.url).href,
    minThreads: 1,
    maxThreads: workers,
    idleTimeout: 60_000,
    atomics: "disabled",
    workerData: setup,
  });
  return {
    readUnit: (task, onPart) => again(() => readUnit(piscina, task, onPart)),
    runPass: (task) => again(() => piscina.run(task, { name: "pass" }) as Promise<PassResult>),
    close: () => piscina.destroy(),
  };
}

/** Runs a unit and passes its parts on as they come; done when as many came as the worker counted. */
async function readUnit(piscina: Piscina, task: UnitTask, onPart: (part: NamedPart) => void): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  let seen = 0;
  let expected = Number.POSITIVE_INFINITY;
  const { promise, resolve } = Promise.withResolvers<void>();
  const check = () => (seen >= expected ? resolve() : undefined);
  port1.on("message", (part: NamedPart) => {
    onPart(part);
    seen++;
    check();
  });
  try {
    expected = await piscina.run({ ...task, port: port2 }, { name: "unit", transferList: [port2] });
    check();
    await promise;
  } finally {
    port1.close();
  }
}

/** Tries a task twice more when its thread died (out of memory, a native crash); other errors are the task's own. */
async function again<T>(task: () => Promise<T>, tries = 2): Promise<T> {
  try {
    return await task();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (tries === 0 || (code !== "ERR_WORKER_OUT_OF_MEMORY" && code !== "ERR_WORKER_INIT_FAILED"))
      throw error;
    return again(task, tries - 1);
  }
}
