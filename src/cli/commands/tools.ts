import type { Command } from "commander";

/** Declares what helps to plan and to check: cost, doctor, completion. */
export async function addTools(program: Command, words: readonly string[]): Promise<void> {
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
