/** Runs Sluice as a child and watches its memory from outside. */
import { spawn } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import type { RunRecord } from "../src/core/workspace.ts";

/** What a run took. */
export interface Watched {
  readonly record: RunRecord;
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** High-water mark of resident memory; 0 where the system does not tell. */
  readonly peakBytes: number;
  /** Size of the workspace at the end. */
  readonly diskBytes: number;
}

/** `sluice run` of a pipeline of `bench/pipelines` in a new workspace inside `folder`. */
export async function watchRun(pipeline: string, folder: string, flags: readonly string[]): Promise<Watched> {
  const begun = performance.now();
  const file = resolve(import.meta.dirname, "pipelines", `${pipeline}.ts`);
  const entry = resolve(import.meta.dirname, "../bin/sluice.js");
  const child = spawn(
    process.execPath,
    [entry, "run", file, "--workspace", join(folder, "out"), "--json", "--no-report", ...flags],
    {
      cwd: folder,
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  let [peakBytes, cpuSeconds] = [0, 0];
  const timer = setInterval(() => {
    peakBytes = Math.max(peakBytes, highWaterMark(child.pid));
    cpuSeconds = Math.max(cpuSeconds, cpuOf(child.pid));
  }, 200);
  let output = "";
  child.stdout.on("data", (text) => {
    output += text;
  });
  const code = await new Promise<number | null>((done) => child.on("close", done));
  clearInterval(timer);
  if (code !== 0) throw new Error(`sluice run ended with ${code}`);
  const seconds = (performance.now() - begun) / 1000;
  return {
    record: JSON.parse(output),
    seconds,
    cpuSeconds,
    peakBytes,
    diskBytes: folderBytes(join(folder, "out")),
  };
}

/** Bytes as MB with no decimals. */
export function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}

/** A line per stage: seconds, and the memory of the process at its height while the stage ran. */
export function printStages({ record }: Watched): void {
  for (const { name, seconds, peak_rss_bytes, bytes_written } of record.stages) {
    const memory = `${megabytes(peak_rss_bytes).padStart(6)} MB resident`;
    console.log(
      `  ${name.padEnd(20)} ${seconds.toFixed(1).padStart(7)} s  ${memory}  ${megabytes(bytes_written).padStart(6)} MB written`,
    );
  }
}

function highWaterMark(pid: number | undefined): number {
  return Number(/VmHWM:\s+(\d+) kB/.exec(procFile(pid, "status"))?.[1] ?? 0) * 1024;
}

/** User and system time of a process, from its clock ticks of 10 ms. */
function cpuOf(pid: number | undefined): number {
  const fields = procFile(pid, "stat").split(") ").at(-1)?.split(" ") ?? [];
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100;
}

function procFile(pid: number | undefined, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, "utf8");
  } catch {
    return "";
  }
}

function folderBytes(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).reduce(
    (sum, name) => sum + statSync(join(folder, name)).size,
    0,
  );
}
