import { existsSync } from "node:fs";
import { rename, rm, writeFile } from "node:fs/promises";
import { UserError } from "../core/errors.ts";
import { shellWord } from "../core/shell-word.ts";
import { show } from "./show.ts";

export { shellWord };

/** Where a result goes: a file that does not exist yet, or standard output. */
export interface OutputFlags {
  readonly output?: string;
  readonly force?: boolean;
}

/** Writes a result; nothing is overwritten without `--force`, and no reader ever sees half a file. */
export async function writeOutput(content: string | Uint8Array, flags: OutputFlags): Promise<void> {
  if (flags.output === undefined) {
    process.stdout.write(content);
    return;
  }
  refuseOverwriting(flags.output, flags.force);
  await replaceFile(flags.output, (temporary) => writeFile(temporary, content, { flag: "wx" }));
}

/** Writes to standard output no faster than it is read. */
export async function writeStdout(text: string): Promise<void> {
  if (!process.stdout.write(text)) await new Promise((resolve) => process.stdout.once("drain", resolve));
}

/** Lets `write` fill a new file beside `path` and puts it in place when it is complete. */
export async function replaceFile(path: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await write(temporary);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Throws when the file is there and `--force` is not given. */
export function refuseOverwriting(path: string, force: boolean | undefined): void {
  if (existsSync(path) && !force)
    throw new UserError(`${path} exists. Write over it with --force, or choose another --output`);
}

/** Prints one JSON document; a number too large for JSON is a text. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, plainValue, 1)}\n`);
}

/** Values that JSON lacks: a BIGINT as text, bytes as base64. */
export function plainValue(_: string, value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  return value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value;
}

/** Says what to do next: one line on standard error. */
export function next(command: string): void {
  process.stderr.write(`Next: ${show(command)}\n`);
}

/** The flag with which the next command reaches the same workspace; nothing where none was named. */
export function sameWorkspace(flag: string | undefined): string {
  return flag === undefined ? "" : ` --workspace ${shellWord(flag)}`;
}
