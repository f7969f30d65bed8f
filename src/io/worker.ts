import { type MessagePort, workerData } from "node:worker_threads";
import { type Kernels, type PassResult, type PassTask, runPass } from "../core/pass-task.ts";
import { sourceOf } from "../core/pipeline.ts";
import { readUnit, type UnitTask } from "../core/source-task.ts";
import { type Answer, answer } from "./failure.ts";
import { withFaults } from "./faults.ts";
import { files } from "./files.ts";
import { loadPipeline } from "./load.ts";
import { tables } from "./parquet/tables.ts";
import type { WorkerSetup } from "./pool.ts";

const setup = workerData as unknown as WorkerSetup;
const tools = { files: withFaults(files, setup.faults), tables };
const pipeline = loadPipeline(setup.pipeline);
const kernels: Kernels = new Map();

/** Reads one unit of input; tells its parts through the port as they are committed, and at the end their number. */
export function unit({ port, ...task }: UnitTask & { port: MessagePort }): Promise<Answer<number>> {
  return answer(async () => {
    const { parts } = await readUnit(sourceOf(await pipeline).stage, task, tools, (part) =>
      port.postMessage(part),
    );
    return parts.length;
  });
}

/** Runs some batch stages over one part. */
export function pass(task: PassTask): Promise<Answer<PassResult>> {
  return answer(async () => {
    const stages = new Map((await pipeline).steps.map((step) => [step.name, step]));
    return runPass(task, stages, kernels, tools);
  });
}
