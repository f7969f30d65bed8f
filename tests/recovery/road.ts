import { resolve } from "node:path";
import type { RunRecord } from "../../src/core/workspace.ts";
import { type Ended, type Starting, sluice } from "./cli.ts";

const pipeline = resolve(import.meta.dirname, "../pipelines/road/pipeline.ts");

/** `sluice run` of the road in a workspace of the folder, with two workers unless told otherwise. */
export function runRoad(workspace: string, starting: Starting, ...flags: string[]): Promise<Ended> {
  const workers = flags.includes("--workers") ? [] : ["--workers", "2"];
  return sluice(["run", pipeline, "--workspace", workspace, "--no-report", ...workers, ...flags], starting);
}

/** The record of a run that must come through. */
export async function recordOf(running: Promise<Ended>): Promise<RunRecord> {
  const { code, signal, stdout, stderr } = await running;
  if (code !== 0) throw new Error(`sluice run ended with ${code ?? signal}:\n${stderr}`);
  return JSON.parse(stdout);
}

/** Names of the stages that were not taken from disk. */
export function workedOn(record: RunRecord): string[] {
  return record.stages.filter(({ cached }) => !cached).map(({ name }) => name);
}
