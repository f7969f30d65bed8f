import { published } from "../clean/presets/published.ts";
import { knownTo, type Ledger, openLedger, type RuleStage } from "../clean/rules/ledger/ledger.ts";
import { candidatesOf } from "../clean/rules/search/candidates.ts";
import { type Judged, paretoFront } from "../clean/rules/search/front.ts";
import type { Goals } from "../clean/rules/search/open-goals.ts";
import { openSample, type Sample } from "../clean/rules/search/open-sample.ts";
import { spaceOver } from "../clean/rules/search/open-space.ts";
import { judgeOf, search, sharesFor } from "../clean/rules/search/search.ts";
import { keep, type Recipe, type Rows, type SearchSpace } from "../clean/rules/search/space.ts";
import { tidy } from "../clean/rules/search/tidy.ts";
import { didYouMean, UserError } from "../core/errors.ts";
import { type RuleStageOfRun, ruleStages } from "../server/resources/rules/run-rules.ts";
import { next, refuseOverwriting, sameWorkspace } from "./output.ts";
import { openGoals } from "./rules-search-goal.ts";
import { writeFound } from "./rules-search-output.ts";
import { type JudgedTwice, type SearchResult, tellResult } from "./rules-search-text.ts";
import { searchWatch } from "./rules-search-watch.ts";
import { withViews } from "./workspace.ts";

/** Flags of `sluice rules search`. */
export interface SearchFlags {
  readonly workspace?: string;
  readonly goal: "label-f1" | "perplexity" | "similarity";
  readonly labels?: string;
  readonly task?: string;
  readonly keep?: string;
  readonly target?: string;
  readonly units: "words" | "characters";
  readonly budget?: number;
  readonly rules?: string;
  readonly stage?: string;
  readonly documents: number;
  readonly heldOut: number;
  readonly trials?: number;
  readonly seconds?: number;
  readonly seed: number;
  readonly sampler: "tpe" | "random";
  readonly output?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** Trials where a goal has to count texts, and where it need not. */
const usualTrials = { text: 300, label: 2000 } as const;

/** `sluice rules search`: the best rules and bounds by a goal, judged on documents that the search did not see. */
export async function searchRules(flags: SearchFlags): Promise<void> {
  if (flags.heldOut === 1) throw new UserError("rules search: --held-out must be below 1, got 1");
  if (flags.output !== undefined) refuseOverwriting(flags.output, flags.force);
  await withViews(flags.workspace, async ({ database, run }, workspace) => {
    if (run === undefined)
      throw new UserError(
        `workspace ${workspace.folder}: nothing ran yet. Start with: sluice run <pipeline>`,
      );
    const stages = await ruleStages(workspace, run);
    const stage = chosenStage(stages, flags.stage);
    const ledger = await openLedger(database, { stages });
    const candidates = await candidatesFor(ledger, stage, flags.rules);
    const always = await openGoals(ledger, flags);
    const sample = await openSample(ledger, stage, candidates, { ...flags, always: always.table });
    if (sample.searched.rows.length === 0 || sample.heldOut.rows.length === 0)
      throw new UserError(
        "rules search: too few documents to hold some out. Measure more, or change --held-out",
      );
    const space = spaceOver(candidates, sample.searched.rows);
    const goals = await always.goals(sample);
    const result = await found({ space, sample, goals, flags });
    await tellResult(result, flags);
    const written = await writeFound({ result, space, stage, run, workspace, flags });
    next(
      written ??
        `sluice rules try ${JSON.stringify(space.rules[0]?.when ?? "word_count < 50")}${sameWorkspace(flags.workspace)}`,
    );
  });
}

interface Searching {
  readonly space: SearchSpace;
  readonly sample: Sample;
  readonly goals: Goals;
  readonly flags: SearchFlags;
}

async function found({ space, sample, goals, flags }: Searching): Promise<SearchResult> {
  const { searched, heldOut } = sample;
  const isText = flags.goal !== "label-f1";
  const trials = flags.trials ?? usualTrials[isText ? "text" : "label"];
  const watch = searchWatch(goals.searched, trials, flags.seconds);
  const budget = flags.budget ?? 0;
  const shares = isText ? sharesFor(searched.rows.length) : [1];
  const options = {
    trials,
    seed: flags.seed,
    sampler: flags.sampler,
    budget: budget / searched.scale,
    shares,
  };
  const result = await search(space, searched.rows, goals.searched, { ...options, ...watch }).finally(
    watch.end,
  );
  const judge = judgeOf(space, searched.rows, goals.searched, budget / searched.scale);
  const judgeAside = judgeOf(space, heldOut.rows, goals.heldOut, budget / heldOut.scale);
  const twice = (one: Judged): JudgedTwice => {
    const aside = judgeAside(one.recipe, 1);
    const tokens = one.tokens * searched.scale;
    return {
      recipe: one.recipe,
      searched: one.value,
      heldOut: aside.value,
      tokens,
      share: tokens / Math.max(1, sample.tokens),
    };
  };
  const best = result.best && tidy(space, result.best, (recipe) => judge(recipe, 1));
  return {
    goal: goals.searched,
    space,
    documents: { searched: searched.rows.length, heldOut: heldOut.rows.length },
    trials: result.trials,
    seconds: watch.seconds(),
    isStopped: watch.isStopped(),
    nothing: twice(result.nothing),
    inForce: twice(result.inForce),
    best: best && twice(best),
    unusual: best === undefined ? [] : unusualRules(space, searched.rows, best.recipe),
    front: (best ? paretoFront([best, ...result.front]) : result.front).map(twice),
  };
}

/** What a rule may drop unasked: see `rules` in `src/clean/rules`. */
const usualShare = 0.5;

/** Rules of a recipe that a run stops at, unless they are allowed. */
function unusualRules(space: SearchSpace, rows: Rows, recipe: Recipe): string[] {
  const kept = new Uint8Array(rows.length);
  const alone = (rule: number) => recipe.map((bounds, r) => (r === rule ? bounds : null));
  return space.rules.flatMap(({ name }, r) => {
    keep(space, rows, alone(r), kept);
    const dropped = kept.reduce((sum, one) => sum + 1 - one, 0);
    return dropped > usualShare * rows.length ? [name] : [];
  });
}

function chosenStage(
  stages: readonly RuleStageOfRun[],
  name: string | undefined,
): RuleStageOfRun | undefined {
  if (name === undefined) {
    if (stages.length < 2) return stages[0];
    throw new UserError(
      `rules search: say which stage, one of ${stages.map((one) => one.name).join(", ")}: --stage NAME`,
    );
  }
  const found = stages.find((one) => one.name === name);
  if (found !== undefined) return found;
  const names = stages.map((one) => one.name);
  throw new UserError(`rules search: the run has no stage of rules "${name}".${didYouMean(name, names)}`);
}

async function candidatesFor(ledger: Ledger, stage: RuleStage | undefined, wanted: string | undefined) {
  const known = ["in-force", ...published.map(({ name }) => name)];
  const names = wanted?.split(",").map((name) => name.trim()) ?? known;
  for (const name of names)
    if (!known.includes(name))
      throw new UserError(
        `rules search: --rules knows no "${name}".${didYouMean(name, known)} Known: ${known.join(", ")}`,
      );
  const inForce = Object.fromEntries((stage?.rules ?? []).map(({ name, when }) => [name, when]));
  const columns = stage === undefined ? ledger.origins.known : knownTo(ledger, stage);
  const sets = published.filter(({ name }) => names.includes(name));
  const candidates = await candidatesOf(inForce, sets, columns, ledger.database);
  if (candidates.length === 0)
    throw new UserError(
      'rules search: nothing that the rules read is measured. Add measure("gopher") before them',
    );
  return candidates;
}
