import type { FileHandle, Files } from "../core/files.ts";
import { explained } from "./machine-error.ts";

/** Where a planned fault strikes: at the n-th call (from 1) of the process, over all threads. */
export interface FaultPlan {
  readonly at: number;
  /** An error code (`ENOSPC`, `EIO`); `kill`: the process dies there; `count`: nothing fails, the calls are told at the end. */
  readonly kind: string;
  /** Calls so far, shared by all threads. */
  readonly calls: Int32Array;
}

/** The plan in `SLUICE_FAULT_AT=<n>:<kind>`, for tests of crash safety; undefined when there is none. */
export function faultPlan(environment: string | undefined, calls?: Int32Array): FaultPlan | undefined {
  const match = /^(\d+):(\w+)$/.exec(environment ?? "");
  if (!match) return undefined;
  const plan = {
    at: Number(match[1]),
    kind: match[2],
    calls: calls ?? new Int32Array(new SharedArrayBuffer(4)),
  };
  if (plan.kind === "count")
    process.once("exit", () => process.stderr.write(`${plan.calls[0]} file operations\n`));
  return plan;
}

/** The same files, but the planned call fails or kills the process; half of a failing write reaches the disk. */
export function withFaults(files: Files, plan: FaultPlan | undefined): Files {
  if (!plan) return files;
  const strike = (call: string): boolean => {
    if (Atomics.add(plan.calls, 0, 1) + 1 !== plan.at) return false;
    if (plan.kind === "kill" && call !== "write") process.kill(process.pid, "SIGKILL");
    return true;
  };
  const guard = <T extends unknown[], R>(call: string, operation: (...args: T) => Promise<R>) => {
    return async (...args: T): Promise<R> => {
      if (strike(call)) throw fault(plan.kind, call, String(args[0]));
      return operation(...args);
    };
  };
  return {
    create: guard("create", async (path: string) => faultyHandle(await files.create(path), plan, strike)),
    read: guard("read", files.read),
    hash: guard("hash", files.hash),
    size: guard("size", files.size),
    list: guard("list", files.list),
    makeFolder: guard("makeFolder", files.makeFolder),
    rename: guard("rename", files.rename),
    remove: guard("remove", files.remove),
    syncFile: guard("syncFile", files.syncFile),
    syncFolder: guard("syncFolder", files.syncFolder),
  };
}

function faultyHandle(handle: FileHandle, plan: FaultPlan, strike: (call: string) => boolean): FileHandle {
  return {
    async write(bytes) {
      if (!strike("write")) return handle.write(bytes);
      await handle.write(bytes.subarray(0, bytes.length >> 1));
      if (plan.kind === "kill") process.kill(process.pid, "SIGKILL");
      throw fault(plan.kind, "write", "");
    },
    async sync() {
      if (strike("sync")) throw fault(plan.kind, "sync", "");
      return handle.sync();
    },
    async close() {
      await handle.close();
      if (strike("close")) throw fault(plan.kind, "close", "");
    },
  };
}

function fault(code: string, call: string, path: string): unknown {
  return explained(Object.assign(new Error(`${code}: planned fault, ${call} ${path}`), { code }));
}
