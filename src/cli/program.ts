import { Command } from "commander";
import { addCommands } from "./commands.ts";
import { show } from "./show.ts";

/** The command line as commander sees it; `words` are what the person typed, for commands that declare their flags late. */
export async function makeProgram(words: readonly string[]): Promise<Command> {
  const program = new Command("sluice")
    .description(
      "From raw text to token-counted training sets. Every decision stays queryable, explained and reversible.",
    )
    .version("0.1.0")
    .showSuggestionAfterError()
    .exitOverride()
    .helpCommand(false)
    .configureHelp({ showGlobalOptions: false })
    .configureOutput({
      getOutHelpWidth: () => Math.min(100, process.stdout.columns ?? 100),
      getErrHelpWidth: () => Math.min(100, process.stdout.columns ?? 100),
      writeErr: (text) => process.stdout.write(text), // only help comes this way: of a group without its command
      outputError: (text) => process.stderr.write(`sluice: ${oneLine(text)}\n`),
    })
    .addHelpText("after", afterword);
  await addCommands(program, words);
  return program;
}

const afterword = `
Begin with what you have:  sluice look "data/*.jsonl.gz"
Results go to standard output, talk to standard error. Exit codes: 0 done, 1 our fault, 2 yours (one
line says what), 3 a guard stopped the run, 130 interrupted and resumable.`;

/** Commander's complaint as one line, with the nearest name at its end. */
export function oneLine(text: string): string {
  const hint = /\n\(Did you mean (?:one of )?(.+?)\?\)\s*$/s;
  const near = hint.exec(text)?.[1];
  const said = text
    .replace(hint, "")
    .replace(/^error: /, "")
    .trim();
  return show(near === undefined ? said : `${said.replace(/\.?$/, ".")} Did you mean "${near}"?`);
}
