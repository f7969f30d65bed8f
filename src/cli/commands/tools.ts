import { type Command, InvalidArgumentError } from "commander";
import { readsWorkspace } from "./flags.ts";

/** Declares the pages, and what helps to plan and to check: serve, cost, doctor, completion. */
export async function addTools(program: Command, words: readonly string[]): Promise<void> {
  servesPages(readsWorkspace(program.command("serve")))
    .description("the pages: runs, labeling, map, workbench, budget; on this machine, until Ctrl-C")
    .action(async (flags) => (await import("../serve.ts")).serve(flags));
  const cost = program
    .command("cost")
    .description("what it takes to train, to label or to store, and what a budget buys");
  if (words[0] === "cost" || words[0] === "completion") (await import("./cost.ts")).addCostQuestions(cost);
  program
    .command("doctor")
    .description("what is installed, what is missing, and that disk and engine behave")
    .option("--workspace <dir>", "the folder to check (default: this one)")
    .option("--json", "print JSON")
    .action(async (flags) => (await import("../doctor.ts")).doctor(flags));
  const shells = ["bash", "zsh", "fish"];
  program
    .command("completion")
    .addArgument(program.createArgument("<shell>", "your shell").choices(shells))
    .description("completion of commands and flags for a shell")
    .action(async (shell) => (await import("../completion.ts")).completion(shell, program));
}

/** `--port`, `--host` and `--link`, for commands that serve pages. */
export function servesPages(command: Command): Command {
  return command
    .option("--port <n>", "port; 0 takes a free one", portNumber, 4477)
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--link", "print a one-time link, also when the owner is signed in somewhere");
}

function portNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isInteger(value) || value < 0 || value > 65_535)
    throw new InvalidArgumentError("must be a whole number from 0 to 65535.");
  return value;
}
