import { costsOf, type RuleCost } from "../../../clean/rules/ledger/costs.ts";
import { checkedRule } from "../../../clean/rules/ledger/draft.ts";
import { knownTo } from "../../../clean/rules/ledger/ledger.ts";
import { readRecipe } from "../../../clean/rules/recipe/read-recipe.ts";
import { UserError } from "../../../core/errors.ts";
import { catalogue } from "../../../features/signals/catalogue.ts";
import type { LiveWorkspace } from "../../dependencies.ts";
import { type Bench, knownIn } from "./bench.ts";
import { type RecipeFile, recipeFile } from "./recipe-file.ts";
import type { RuleStageOfRun } from "./run-rules.ts";
import type { RuleAnswer, RulesAnswer, StageAnswer } from "./wire.ts";

const numeric = /^(?:U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?|DOUBLE|FLOAT|DECIMAL.*)$/;

/** The rules of the run by cost, what they can read, and what the pipeline file says of them. */
export async function describeRules(bench: Bench, live: LiveWorkspace): Promise<RulesAnswer> {
  const { ledger, version } = bench;
  const run = await live.run(); // the same results may be of a file that has another name by now
  const costs = await knownIn(bench, "costs", () => costsOf(ledger), bench.people);
  const recipe = await recipeFile(run?.file, live.workspace).catch(refusalOf);
  const stages: StageAnswer[] = [];
  for (const stage of bench.stages) {
    const own = costs.rules.filter((cost) => cost.stage === stage.name);
    stages.push(await describeStage(bench, stage, own, recipe));
  }
  return {
    version,
    pipeline: run?.pipeline ?? null,
    file: run?.file ?? null,
    documents: ledger.documents,
    tokens: ledger.tokens,
    tokenizer: ledger.tokenizer,
    estimated: ledger.estimated,
    kept: costs.kept,
    elsewhere: costs.elsewhere,
    stages,
    signals: signalsOf(bench),
    tasks: await knownIn(bench, "tasks", () => tasksOf(bench), bench.people),
  };
}

async function describeStage(
  bench: Bench,
  stage: RuleStageOfRun,
  costs: readonly RuleCost[],
  recipe: RecipeFile | { readonly refusal: string },
): Promise<StageAnswer> {
  const rules: RuleAnswer[] = [];
  for (const { rule, when, documents, tokens, alone } of costs)
    rules.push({
      name: rule,
      when,
      documents,
      tokens,
      alone,
      ...(await handlesOf(bench, stage, rule, when)),
    });
  const read = "refusal" in recipe ? recipe : readRecipe(recipe.source, stage.entry);
  return {
    name: stage.name,
    rules,
    columns: Object.keys(knownTo(bench.ledger, stage)).filter((name) => name !== "id"),
    own: "refusal" in read ? {} : Object.fromEntries(read.own),
    open: "refusal" in read || read.open,
    refusal: "refusal" in read ? read.refusal : null,
  };
}

/** The bounds of a rule in force; a run of long ago may have had columns that are no more. */
function handlesOf(
  bench: Bench,
  stage: RuleStageOfRun,
  rule: string,
  when: string,
): Promise<Pick<RuleAnswer, "handles" | "problem">> {
  return knownIn(bench, `handles ${stage.name} ${rule}`, async () => {
    try {
      const { handles } = await checkedRule(bench.ledger, stage, rule, when);
      return { handles: [...handles], problem: null };
    } catch (error) {
      if (error instanceof UserError) return { handles: [], problem: error.message };
      throw error;
    }
  });
}

function signalsOf({ ledger }: Bench): RulesAnswer["signals"] {
  const known = new Map(catalogue().map((entry) => [entry.name, entry]));
  return [...ledger.origins.signals].map((name) => {
    const { unit = "", definition = "", source = "" } = known.get(name) ?? {};
    return { name, unit, definition, source, numeric: numeric.test(ledger.origins.known[name]) };
  });
}

async function tasksOf({ ledger }: Bench): Promise<RulesAnswer["tasks"]> {
  const rows = await ledger.database.rows(
    `WITH answers AS (SELECT DISTINCT id, task, label, kind = 'person' AS by_people FROM votes WHERE kind = 'person' AND label IS NOT NULL
        UNION SELECT DISTINCT id, task, label, false FROM labels WHERE label IS NOT NULL)
      SELECT task, label, count(DISTINCT id) AS documents, count(DISTINCT id) FILTER (by_people) AS people
      FROM answers GROUP BY task, label ORDER BY task, documents DESC, label LIMIT 500`,
  );
  return [...Map.groupBy(rows, ({ task }) => String(task))].map(([task, own]) => ({
    task,
    labels: own.map(({ label, documents }) => ({ label: String(label), documents: Number(documents) })),
    people: own.reduce((sum, { people }) => sum + Number(people), 0),
  }));
}

function refusalOf(error: unknown): { readonly refusal: string } {
  if (error instanceof UserError) return { refusal: error.message };
  throw error;
}
