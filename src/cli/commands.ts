import type { Command } from "commander";
import { addBeginning } from "./commands/beginning.ts";
import { addQuestions } from "./commands/questions.ts";
import { addRuns } from "./commands/runs.ts";
import { addSteps } from "./commands/steps.ts";
import { addTools } from "./commands/tools.ts";

/** Declares every command, in the order a person needs them; the code of a command is loaded only when it runs. */
export async function addCommands(program: Command, words: readonly string[]): Promise<void> {
  program.commandsGroup("Begin:");
  addBeginning(program);
  program.commandsGroup("Run:");
  addRuns(program);
  program.commandsGroup("Ask:");
  addQuestions(program);
  program.commandsGroup("Single steps, without a pipeline:");
  addSteps(program);
  program.commandsGroup("Plan and check:");
  await addTools(program, words);
}
