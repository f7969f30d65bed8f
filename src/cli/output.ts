import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { UserError } from "../core/errors.ts";

/** Where a result goes: a file that does not exist yet, or standard output. */
export interface OutputFlags {
  readonly output?: string;
  readonly force?: boolean;
}

/** Writes a result; nothing is overwritten without `--force`. */
export async function writeOutput(content: string | Uint8Array, flags: OutputFlags): Promise<void> {
  if (flags.output === undefined) process.stdout.write(content);
  else {
    refuseOverwriting(flags.output, flags.force);
    await writeFile(flags.output, content);
  }
}

/** Throws when the file is there and `--force` is not given. */
export function refuseOverwriting(path: string, force: boolean | undefined): void {
  if (existsSync(path) && !force)
    throw new UserError(`${path} exists. Write over it with --force, or choose another --output`);
}
