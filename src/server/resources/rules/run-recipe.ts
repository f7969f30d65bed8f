import { Worker } from "node:worker_threads";
import { UserError } from "../../../core/errors.ts";
import type { Told, ToldStep } from "./recipe-worker.ts";

/** A pipeline file is loaded in less, or something in it waits for ever. */
const limitMs = 30_000;

/** Runs a pipeline file in a thread of its own, which ends with it, and tells its steps: whatever the file does, the server stays. */
export async function runRecipe(path: string): Promise<readonly ToldStep[]> {
  const ending = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const worker = new Worker(new URL(`./recipe-worker.${ending}`, import.meta.url), {
    workerData: path,
    stdout: true,
    stderr: true,
  });
  try {
    const told = await answered(worker);
    if ("problem" in told) throw new UserError(`recipe: ${told.problem}`);
    return told.steps;
  } finally {
    await worker.terminate();
  }
}

function answered(worker: Worker): Promise<Told> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(
      () => reject(new UserError(`recipe: the pipeline file did not load within ${limitMs / 1000} s`)),
      limitMs,
    );
    worker.once("message", resolve);
    worker.once("error", (cause) => reject(new UserError(`recipe: ${cause.message}`, { cause })));
    worker.once("exit", () => {
      clearTimeout(late);
      reject(new UserError("recipe: the pipeline file ended the program while it was loaded"));
    });
  });
}
