import { resolve } from "node:path";
import { UserError } from "../core/errors.ts";
import { writeWhole } from "../core/files.ts";
import type { Row } from "../core/table.ts";
import type { Finished } from "../core/views.ts";
import { finishedStages, type RunRecord, type Workspace } from "../core/workspace.ts";
import { catalogue } from "../features/signals/catalogue.ts";
import { openViews } from "../io/open-views.ts";
import { cost } from "../tokens/cost/cost.ts";
import type { Estimate } from "../tokens/cost/estimate.ts";
import { loss, optimum } from "../tokens/cost/scaling.ts";
import type { CostFacts, LearningCurve, NextStep, RunFacts } from "../viz/report/facts.ts";
import { type Rows, readReportFacts } from "../viz/report/read.ts";
import { renderReport } from "../viz/report/report.ts";
import { workspaceFiles } from "./effects.ts";
import { refuseOverwriting } from "./output.ts";
import { findWorkspace } from "./workspace.ts";

/** `sluice report`: writes the report of a workspace again, or somewhere else. */
export async function report(flags: { workspace?: string; output?: string; force?: boolean }): Promise<void> {
  const workspace = await findWorkspace(flags.workspace);
  if (flags.output !== undefined) refuseOverwriting(flags.output, flags.force);
  process.stdout.write(`${await writeReport(workspace, flags.output)}\n`);
}

/** Writes one self-contained HTML file about the last run; gives its path. */
export async function writeReport(
  workspace: Workspace,
  output = `${workspace.folder}/report.html`,
): Promise<string> {
  const { database, run } = await openViews(workspace);
  try {
    if (!run)
      throw new UserError(
        `workspace ${workspace.folder}: nothing ran yet. Start with: sluice run <pipeline>`,
      );
    const stages = await finishedStages(workspace, run);
    const rows: Rows = (sql) => database.rows(sql);
    const facts = await readReportFacts(rows, {
      run: runFacts(run, stages),
      tables: [...new Set(stages.flatMap(({ manifest }) => Object.keys(manifest.tables)))],
      units: Object.fromEntries(catalogue().map(({ name, unit }) => [name, unit])),
      learning: await learningCurves(rows),
      cost: await trainingCost(rows),
      next: await nextSteps(rows, run, workspace.folder),
    });
    await writeWhole(workspaceFiles, resolve(output), renderReport(facts));
    return output;
  } finally {
    database.close();
  }
}

function runFacts(run: RunRecord, stages: readonly Finished[]): RunFacts {
  const seconds = run.stages.reduce((sum, stage) => sum + stage.seconds, 0);
  return {
    name: run.pipeline,
    file: run.file,
    inputs: stages.flatMap(inputsOf),
    seconds,
    unfinished: !run.finished,
    sample: run.sample ?? undefined,
  };
}

/** The patterns that a source was given, as they stand in its options. */
function inputsOf({ manifest }: Finished): string[] {
  const { input } = JSON.parse(manifest.definition.options) as { readonly input?: unknown };
  const isSource = "units" in manifest.definition.inputs;
  return isSource && Array.isArray(input) ? input.map(String) : [];
}

async function learningCurves(rows: Rows): Promise<LearningCurve[]> {
  const [{ present }] = await rows(
    "SELECT count(*) AS present FROM information_schema.tables WHERE table_name = 'learning_curve'",
  );
  if (Number(present) === 0) return [];
  const points = await rows(
    "SELECT task, strategy, labels, accuracy FROM learning_curve ORDER BY task, strategy, labels",
  );
  return Object.entries(Object.groupBy(points, ({ task }) => String(task))).map(([task, own]) => ({
    task,
    measure: "accuracy",
    series: Object.entries(Object.groupBy(own as Row[], ({ strategy }) => String(strategy))).map(
      ([name, line]) => ({
        name,
        points: (line as Row[]).map(({ labels, accuracy }) => ({ x: Number(labels), y: Number(accuracy) })),
      }),
    ),
  }));
}

/** What it takes to train on all tokens that were kept, at twenty tokens a parameter. */
async function trainingCost(rows: Rows): Promise<CostFacts | undefined> {
  const [{ tokens }] = await rows(
    `SELECT sum(tokens) AS tokens FROM tokens WHERE id IN (SELECT id FROM survivors)
     AND tokenizer = (SELECT min(tokenizer) FROM tokens)`,
  );
  if (!tokens) return undefined;
  const parameters = Math.max(1, Math.round(Number(tokens) / 20));
  const answer = cost({ kind: "train", parameters, tokens: Number(tokens) });
  const of = (name: string) => answer.find((estimate) => estimate.name === name) as Estimate;
  const range = ({ range: [low, high] }: Estimate) => ({ low, high });
  const flop = of("compute").value;
  return {
    tokens: Number(tokens),
    parameters,
    flop,
    gpuHours: range(of("GPU-hours")),
    money: { ...range(of("money")), currency: "USD" },
    loss: loss(parameters, Number(tokens)),
    curve: Array.from({ length: 25 }, (_, i) => lossAt(flop * 10 ** (-2 + i / 6))),
    notes: answer.map(
      ({ name, formula, inputs, sources }) =>
        `${name}: ${formula}. ${inputText(inputs)}. ${sources.join("; ")}`,
    ),
  };
}

function lossAt(flop: number): { x: number; y: number } {
  const { parameters, tokens } = optimum(flop);
  return { x: flop, y: loss(parameters, tokens) };
}

function inputText(inputs: Estimate["inputs"]): string {
  return Object.entries(inputs)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");
}

async function nextSteps(rows: Rows, run: RunRecord, folder: string): Promise<NextStep[]> {
  const [worst] = await rows(`SELECT rule, min(id) AS id FROM decisions WHERE verdict = 'drop'
    GROUP BY rule ORDER BY count(DISTINCT id) DESC, rule LIMIT 1`);
  const dropped = worst && {
    command: `sluice query "from decisions where rule = '${worst.rule}'" --workspace ${folder}`,
    why: `what ${worst.rule} dropped`,
  };
  const story = {
    command: `sluice explain ${worst ? worst.id : "<id>"} --workspace ${folder}`,
    why: worst
      ? `the whole story of one document that ${worst.rule} dropped`
      : "the whole story of one document",
  };
  const again = {
    command: `sluice run ${run.file}`,
    why: "after a change, only what depends on it runs again",
  };
  return dropped ? [story, dropped, again] : [story, again];
}
