import { CommanderError } from "commander";
import { UserError } from "../core/errors.ts";
import { makeProgram } from "./program.ts";
import { show } from "./show.ts";

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EISDIR: "is a folder, not a file",
  ENOTDIR: "a part of the path is no folder",
  EROFS: "the disk is read-only",
  ENOSPC: "no space left on the disk",
};

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  process.exit(error.code === "EPIPE" ? 0 : 1); // the reader (`head`) has enough
});

try {
  const words = process.argv.slice(2);
  const program = await makeProgram(words);
  if (words.length === 0) program.outputHelp();
  else await program.parseAsync();
} catch (error) {
  process.exitCode = exitCode(error);
}

function exitCode(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 || error.code === "commander.help" ? 0 : 2;
  if (error instanceof UserError) {
    process.stderr.write(`sluice: ${show(error.message)}\n`);
    return error.exitCode;
  }
  const refused = refusal(error);
  if (refused !== undefined) {
    process.stderr.write(`sluice: ${show(refused)}\n`);
    return 2;
  }
  process.stderr.write(
    `sluice: this is our fault, please report it\n${show(String((error as Error)?.stack ?? error), { lines: true })}\n`,
  );
  return 1;
}

/** What the operating system refuses the person, in words; undefined for every other error. */
function refusal(error: unknown): string | undefined {
  const { code = "", path } = (error ?? {}) as NodeJS.ErrnoException;
  const reason = reasons[code];
  if (reason === undefined || (path === undefined && code !== "ENOSPC")) return undefined;
  return path === undefined ? reason : `${path}: ${reason}`;
}
