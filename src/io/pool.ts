import { MessageChannel } from "node:worker_threads";
import { Piscina } from "piscina";
import type { PassResult } from "../core/pass-task.ts";
import type { Pool } from "../core/run.ts";
import type { UnitTask } from "../core/source-task.ts";
import type { NamedPart } from "../core/task.ts";
import { type Answer, resultOf } from "./failure.ts";
import type { FaultPlan } from "./faults.ts";
import type { PipelineReference } from "./load.ts";

/** What a worker is started with. */
export interface WorkerSetup {
  readonly pipeline: PipelineReference;
  readonly faults: FaultPlan | undefined;
  /** Memory for JavaScript values in each thread, in MB; Node's own default where it is not given. */
  readonly heapMegabytes?: number;
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
    minThreads: 0,
    maxThreads: workers,
    idleTimeout: 60_000,
    atomics: "disabled",
    workerData: setup,
    ...(setup.heapMegabytes === undefined
      ? {}
      : { resourceLimits: { maxOldGenerationSizeMb: setup.heapMegabytes } }),
  });
  return {
    readUnit: (task, onPart) => {
      const once = firstOnly(onPart);
      return again(() => readUnit(piscina, task, once));
    },
    runPass: (task) =>
      again(async () => resultOf((await piscina.run(task, { name: "pass" })) as Answer<PassResult>)),
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
    const answered: Answer<number> = await piscina.run(
      { ...task, port: port2 },
      { name: "unit", transferList: [port2] },
    );
    expected = resultOf(answered);
    check();
    await promise;
  } finally {
    port1.close();
  }
}

/** Passes each part on once, though a unit that is read again tells all its parts again. */
function firstOnly(onPart: (part: NamedPart) => void): (part: NamedPart) => void {
  const known = new Set<string>();
  return (part) => {
    if (known.has(part.name)) return;
    known.add(part.name);
    onPart(part);
  };
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
