import { fork } from "node:child_process";
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { IndexPlan } from "./build.ts";

/** What the process that makes an index says. */
export type BuilderMessage =
  | { readonly type: "progress"; readonly share: number }
  | { readonly type: "built" }
  | { readonly type: "failed"; readonly problem: string };

/** An index on its way. */
export interface Building {
  /** Fulfilled when the index lies on disk, rejected with the reason when it does not. */
  readonly done: Promise<void>;
  /** Ends the process; what it wrote is removed. */
  stop(): void;
}

/**
 * Makes an index in a process of its own: it can be ended at any moment (a thread with a DuckDB in it cannot), keeps its
 * memory to itself, and does not hold the process that wants it.
 */
export function startBuilding(plan: IndexPlan, told: (share: number) => void): Building {
  const ending = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const child = fork(fileURLToPath(new URL(`./builder.${ending}`, import.meta.url)), {
    execArgv: [],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  child.on("message", (message: BuilderMessage) => {
    if (message.type === "progress") return told(message.share);
    if (message.type === "built") resolve();
    else reject(new Error(message.problem));
    child.kill("SIGKILL");
  });
  child.on("error", reject);
  child.on("exit", (_, signal) => {
    reject(new Error(`the process that made it ended${signal ? ` by ${signal}` : ""}`));
    rm(plan.temporary, { force: true }).catch(() => {});
  });
  child.send(plan);
  child.unref();
  child.channel?.unref();
  return { done: promise, stop: () => child.kill("SIGKILL") };
}
