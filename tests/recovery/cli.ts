import { spawn } from "node:child_process";
import { resolve } from "node:path";

const entry = resolve(import.meta.dirname, "../../bin/sluice.js");
const hangSeconds = 60;

/** How a command line ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where and how to start it. */
export interface Starting {
  readonly cwd: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Sees the child as soon as it runs: to kill it, or to press Ctrl-C. */
  readonly onStart?: (kill: (signal: NodeJS.Signals) => void, stderr: NodeJS.ReadableStream) => void;
}

/** Runs the real command line as a child; one that hangs is an error. */
export async function sluice(
  args: readonly string[],
  { cwd, environment, onStart }: Starting,
): Promise<Ended> {
  const child = spawn(process.execPath, [entry, ...args], { cwd, env: { ...process.env, ...environment } });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (text) => {
    stdout += text;
  });
  child.stderr.on("data", (text) => {
    stderr += text;
  });
  onStart?.((signal) => child.kill(signal), child.stderr);
  let hangs = false;
  const timer = setTimeout(() => {
    hangs = true;
    child.kill("SIGKILL");
  }, hangSeconds * 1000);
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((done) => {
    child.on("close", (code, signal) => done([code, signal]));
  });
  clearTimeout(timer);
  if (hangs) throw new Error(`sluice ${args.join(" ")} hangs. So far it said:\n${stderr}`);
  return { code, signal, stdout, stderr };
}
