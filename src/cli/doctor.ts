import { statfs } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { temporaryName, writeWhole } from "../core/files.ts";
import { openDatabase } from "../io/duckdb.ts";
import { files } from "../io/files.ts";
import { colours } from "./colour.ts";
import { size } from "./show.ts";

interface Check {
  readonly name: string;
  readonly ok: boolean;
  /** True for what is good to have and not needed. */
  readonly optional?: boolean;
  readonly found: string;
  readonly remedy?: string;
}

/** `sluice doctor`: what is installed, what is missing, and that disk and engine behave. */
export async function doctor(flags: { workspace?: string; json?: boolean }): Promise<void> {
  const folder = resolve(flags.workspace ?? ".");
  const checks = [
    nodeCheck(),
    await attempt("disk", () => diskCheck(folder)),
    await attempt("fsync and rename", () => commitCheck(folder)),
    await attempt("lock", () => lockCheck(folder)),
    await attempt("DuckDB", engineCheck),
    await optionalModule("@tensorflow/tfjs-node", "native training", "npm install @tensorflow/tfjs-node"),
    await attempt("port", portCheck),
  ];
  if (flags.json) process.stdout.write(`${JSON.stringify(checks, null, 1)}\n`);
  else for (const check of checks) process.stdout.write(`${checkLine(check)}\n`);
  if (checks.some(({ ok, optional }) => !ok && !optional)) process.exitCode = 1;
}

function checkLine({ name, ok, optional, found, remedy }: Check): string {
  const paint = colours(process.stdout);
  const mark = ok ? paint.keep("ok     ") : optional ? paint.muted("absent ") : paint.drop("PROBLEM");
  return `${mark} ${name.padEnd(24)} ${found}${ok || !remedy ? "" : `. Try: ${remedy}`}`;
}

function nodeCheck(): Check {
  const ok = Number(process.versions.node.split(".")[0]) >= 24;
  return { name: "Node", ok, found: process.version, remedy: "npm install node@24" };
}

async function diskCheck(folder: string): Promise<string> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < 1e9) throw new Error(`only ${size(bavail * bsize)} free`);
  return `${size(bavail * bsize)} free`;
}

/** Goes through the steps of a commit, as every stage does. */
async function commitCheck(folder: string): Promise<string> {
  const path = join(folder, `.sluice-doctor-${process.pid}`);
  await writeWhole(files, path, "first");
  await writeWhole(files, path, "second");
  const content = new TextDecoder().decode(await files.read(path));
  await files.remove(path);
  await files.remove(temporaryName(path));
  if (content !== "second") throw new Error(`read ${JSON.stringify(content)} after a rename`);
  return "a file is replaced whole";
}

async function lockCheck(folder: string): Promise<string> {
  const path = join(folder, `.sluice-doctor-lock-${process.pid}`);
  await (await files.create(path)).close();
  const second = await files.create(path).then(
    () => "taken twice",
    () => undefined,
  );
  await files.remove(path);
  if (second) throw new Error("a lock file can be taken twice here");
  return "exclusive creation works";
}

async function engineCheck(): Promise<string> {
  const database = await openDatabase({ threads: 1, memoryBytes: 2e8, spillFolder: tmpdir() });
  const [{ version }] = await database.rows("SELECT version() AS version");
  database.close();
  return String(version);
}

function portCheck(): Promise<string> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => server.close(() => resolve("loopback can be listened on")));
  });
}

async function optionalModule(name: string, use: string, remedy: string): Promise<Check> {
  try {
    await import(name);
    return { name, ok: true, optional: true, found: use };
  } catch {
    return {
      name,
      ok: false,
      optional: true,
      found: `not installed (${use}; Sluice runs without it)`,
      remedy,
    };
  }
}

async function attempt(name: string, check: () => Promise<string>): Promise<Check> {
  try {
    return { name, ok: true, found: await check() };
  } catch (error) {
    return { name, ok: false, found: (error as Error).message };
  }
}
