import { rename, rm, writeFile } from "node:fs/promises";
import { editRecipe } from "../clean/rules/recipe/edit-recipe.ts";
import { changesTo, rulesOf } from "../clean/rules/search/recipe-changes.ts";
import type { SearchSpace } from "../clean/rules/search/space.ts";
import { UserError } from "../core/errors.ts";
import type { RunRecord, Workspace } from "../core/workspace.ts";
import { besideIt, recipeFile } from "../server/resources/rules/recipe-file.ts";
import { runRecipe } from "../server/resources/rules/run-recipe.ts";
import type { RuleStageOfRun } from "../server/resources/rules/run-rules.ts";
import { refuseOverwriting, sameWorkspace, shellWord } from "./output.ts";
import type { SearchFlags } from "./rules-search.ts";
import type { SearchResult } from "./rules-search-text.ts";

/** Where a found recipe goes. */
export interface Finding {
  readonly result: SearchResult;
  readonly space: SearchSpace;
  readonly stage: RuleStageOfRun | undefined;
  readonly run: RunRecord;
  readonly workspace: Workspace;
  readonly flags: SearchFlags;
}

/**
 * Writes the pipeline with the best recipe to `--output`: the file of the run with other rules, found right by running it. Gives the command
 * to go on with; undefined where nothing was found.
 */
export async function writeFound({
  result,
  space,
  stage,
  run,
  workspace,
  flags,
}: Finding): Promise<string | undefined> {
  const { best } = result;
  const { output } = flags;
  if (best === undefined) return undefined;
  const again = `sluice rules search --goal ${flags.goal} --output found.ts${sameWorkspace(flags.workspace)}`;
  if (output === undefined) return again;
  if (stage === undefined)
    throw new UserError(
      "rules search: the pipeline has no stage of rules to write into. Add one: rules({ too_short: … })",
    );
  const recipe = await recipeFile(run.file, workspace);
  const changes = changesTo(space, best.recipe);
  const edited = editRecipe(recipe.source, stage.entry, changes);
  if ("refusal" in edited)
    throw new UserError(
      `recipe ${recipe.file}: ${edited.refusal}. Put it into rules({ … }) by hand: ${edited.paste}`,
    );
  const temporary = besideIt(output, `search-${process.pid}`);
  try {
    await writeFile(temporary, edited.source, { flag: "wx" });
    await confirm(temporary, stage, rulesOf(space, best.recipe));
    refuseOverwriting(output, flags.force);
    await rename(temporary, output);
  } finally {
    await rm(temporary, { force: true });
  }
  return `sluice run ${shellWord(output)}${result.unusual.map((rule) => ` --allow ${rule}`).join("")}`;
}

/** Runs the file: its stage must have the rules that were found. */
async function confirm(
  path: string,
  { entry }: RuleStageOfRun,
  wanted: Readonly<Record<string, string>>,
): Promise<void> {
  const steps = await runRecipe(path);
  const rules = steps
    .filter((step) => step.entry === entry && step.kind === "rules")
    .flatMap((step) => step.rules);
  const found = Object.fromEntries(
    rules.filter(({ when }) => when !== "false").map(({ name, when }) => [name, when]),
  );
  const wrong = Object.keys({ ...wanted, ...found }).find((name) => wanted[name] !== found[name]);
  if (wrong !== undefined)
    throw new UserError(
      `rules search: the pipeline gives another "${wrong}" than was found when it is run. Put it in by hand: ${JSON.stringify(wanted)}`,
    );
}
