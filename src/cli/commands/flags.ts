import { type Command, InvalidArgumentError, Option } from "commander";

/** Reads a whole number from 1. */
export function positive(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError("must be a whole number from 1.");
  return value;
}

/** Reads a whole number from 0. */
export function whole(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isSafeInteger(value) || value < 0)
    throw new InvalidArgumentError("must be a whole number from 0.");
  return value;
}

/** Reads a number above 0 and at most 1. */
export function share(text: string): number {
  const value = Number(text);
  const near = value > 1 && value <= 100 ? ` Did you mean ${value / 100}?` : "";
  if (!(value > 0 && value <= 1))
    throw new InvalidArgumentError(`must be above 0 and at most 1, got ${text}.${near}`);
  return value;
}

/** `--workspace`, for commands that read one. */
export function readsWorkspace(command: Command): Command {
  return command.option("--workspace <dir>", "the workspace (default: the only *.sluice folder here)");
}

/** `--output` and `--force`, for commands that write a file. */
export function writesFile(command: Command, what: string): Command {
  return command.option("--output <file>", what).option("--force", "write over what is there");
}

/** An option with a closed set of values. */
export function oneOf(flags: string, description: string, values: readonly string[]): Option {
  return new Option(flags, description).choices([...values]);
}
