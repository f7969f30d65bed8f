import { Command, CommanderError } from "commander";
import { UserError } from "../core/errors.ts";
import { addCommands } from "./commands.ts";
import { show } from "./show.ts";

const program = new Command("sluice")
  .description(
    "From raw text to token-counted training sets. Every decision stays queryable, explained and reversible.",
  )
  .version("0.1.0")
  .showSuggestionAfterError()
  .exitOverride()
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, "sluice: ")) });

addCommands(program);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCode(error);
}

function exitCode(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof UserError) {
    process.stderr.write(`sluice: ${show(error.message)}\n`);
    return error.exitCode;
  }
  process.stderr.write(
    `sluice: this is our fault, please report it\n${show(String((error as Error)?.stack ?? error), { lines: true })}\n`,
  );
  return 1;
}
