import { runTables } from "../clean/rules/ledger/alignment.ts";
import { type Changes, openDraft } from "../clean/rules/ledger/draft.ts";
import { type LedgerOptions, openLedger, stageNamed } from "../clean/rules/ledger/ledger.ts";
import { type Outcome, outcomeOf } from "../clean/rules/ledger/outcome.ts";
import { readPeople } from "../clean/rules/ledger/people.ts";
import type { Hunk } from "../clean/rules/recipe/line-diff.ts";
import { didYouMean, UserError } from "../core/errors.ts";
import type { Views } from "../io/open-views.ts";
import { nextCommand } from "../server/resources/rules/next-command.ts";
import { recipeFile } from "../server/resources/rules/recipe-file.ts";
import { type RuleStageOfRun, ruleStages } from "../server/resources/rules/run-rules.ts";
import { previewRecipe, saveRecipe } from "../server/resources/rules/save-recipe.ts";
import { colours } from "./colour.ts";
import { next, printJson, shellWord } from "./output.ts";
import { count, show } from "./show.ts";
import { withViews } from "./workspace.ts";

/** Flags of `sluice rules set`. */
export interface SetFlags {
  readonly workspace?: string;
  readonly stage?: string;
  readonly off?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `sluice rules set`: writes another predicate of a rule into the pipeline file, and tells what it comes to. */
export async function setRule(rule: string, when: string | undefined, flags: SetFlags): Promise<void> {
  if ((when === undefined) !== (flags.off === true))
    throw new UserError(
      'rules set: give a predicate, such as "word_count < 80", or --off to turn the rule off; one of the two',
    );
  const changes = { [rule]: when ?? null };
  await withViews(flags.workspace, async (views, workspace) => {
    const { run } = views;
    if (run === undefined)
      throw new UserError(
        `workspace ${workspace.folder}: nothing ran yet. Start with: sluice run <pipeline>`,
      );
    const stages = await ruleStages(workspace, run);
    const stage = chosenStage(stages, rule, flags);
    const tables = await runTables(workspace, run);
    const { outcome, documents } = await outcomeIn(views, { stages, tables }, stage, changes);
    const recipe = await recipeFile(run.file, workspace);
    const change = { entry: stage.entry, changes };
    const { refusal, hunks } = previewRecipe(recipe, change);
    if (refusal !== null)
      throw new UserError(
        `recipe ${recipe.file}: ${refusal.reason}. Put it into rules({ … }) by hand: ${refusal.paste}`,
      );
    const isWritten = flags.dryRun !== true && hunks.length > 0;
    const shown = isWritten ? (await saveRecipe(recipe, change, workspace)).hunks : hunks;
    if (flags.json) printJson(jsonOf(recipe.file, rule, outcome, shown, isWritten));
    else process.stdout.write(textOf(recipe.file, outcome, rule, shown));
    if (shown.length > 0) tellNext(nextCommand(recipe.file, outcome, documents), rule, when, isWritten);
  });
}

/** The stage that has the rule; for a new rule the only one, or the one that is named. */
function chosenStage(
  stages: readonly RuleStageOfRun[],
  rule: string,
  { stage, off }: SetFlags,
): RuleStageOfRun {
  if (stage !== undefined) {
    stageNamed({ stages }, stage);
    return stages.find(({ name }) => name === stage) as RuleStageOfRun;
  }
  const having = stages.filter(({ rules }) => rules.some(({ name }) => name === rule));
  const [only, ...more] = having.length > 0 || off ? having : stages;
  if (only !== undefined && more.length === 0) return only;
  const names = stages.map(({ name }) => name).join(", ");
  if (only !== undefined) throw new UserError(`rules set: say which stage, one of ${names}: --stage NAME`);
  if (stages.length === 0)
    throw new UserError("rules set: the pipeline has no stage of rules. Add one: rules({ too_short: … })");
  const known = stages.flatMap(({ rules }) => rules.map(({ name }) => name));
  throw new UserError(
    `rules set: there is no rule "${rule}" to turn off.${didYouMean(rule, known)} Rules: sluice rules list`,
  );
}

async function outcomeIn(
  { database }: Views,
  options: LedgerOptions,
  stage: RuleStageOfRun,
  changes: Changes,
): Promise<{ outcome: Outcome; documents: number }> {
  const ledger = await openLedger(database, options);
  await readPeople(ledger, 0);
  const outcome = await outcomeOf(ledger, await openDraft(ledger, stage.name, changes));
  return { outcome, documents: ledger.documents };
}

function jsonOf(file: string, rule: string, outcome: Outcome, hunks: readonly Hunk[], isWritten: boolean) {
  const { kept, lost, gained, rules } = outcome;
  return { file, rule, written: isWritten, kept, lost, gained, drops: rules.get(rule), difference: hunks };
}

function textOf(
  file: string,
  { kept, lost, gained, rules }: Outcome,
  rule: string,
  hunks: readonly Hunk[],
): string {
  const { keep, drop, muted, strong } = colours(process.stdout);
  const own = rules.get(rule);
  const amount = ({ documents, tokens }: { documents: number; tokens: number }) =>
    `${count(documents).padStart(11)} documents ${count(tokens).padStart(15)} tokens`;
  const mark = { "-": drop, "+": keep, " ": muted };
  const lines = hunks.flatMap((hunk) =>
    hunk.map((line) => mark[line.mark](`${String(line.line).padStart(5)} ${line.mark} ${show(line.text)}`)),
  );
  return [
    `${strong(show(rule))}`,
    ...(own ? [`drops  ${amount(own)}`, `alone  ${amount(own.alone)}   dropped by nothing else`] : []),
    `kept   ${amount(kept)}   copies as the run had them`,
    `lost   ${amount(lost)}`,
    `gained ${amount(gained)}`,
    "",
    lines.length === 0 ? muted(`${show(file)} says so already`) : strong(show(file)),
    ...lines,
    "",
  ].join("\n");
}

function tellNext(command: string, rule: string, when: string | undefined, isWritten: boolean): void {
  if (isWritten) next(command);
  else next(`sluice rules set ${shellWord(rule)} ${when === undefined ? "--off" : shellWord(when)}`);
}
