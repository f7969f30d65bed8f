import { checkRecipe } from "./check.ts";
import { sweepWorkspace } from "./commit.ts";
import { identifier } from "./database.ts";
import { UserError } from "./errors.ts";
import { promisedFiles, rowsOf } from "./manifest.ts";
import { type Pipeline, sourceOf } from "./pipeline.ts";
import { changedSince, dependencies, type KeyedStep, keySteps } from "./plan.ts";
import {
  type Effects,
  earlierSteps,
  finishedBefore,
  folderOf,
  intactManifest,
  type Run,
  type RunOptions,
  stopIfInterrupted,
  withDatabase,
} from "./run.ts";
import { passGroup, runGroup, runSource } from "./run-batch.ts";
import { runQuery } from "./run-query.ts";
import { viewQueries } from "./views.ts";
import {
  anyManifest,
  type RuleCount,
  type RunRecord,
  readRun,
  type StageRecord,
  type Workspace,
  writeRun,
} from "./workspace.ts";

/** What a run is asked for. */
export interface RunRequest {
  readonly pipeline: Pipeline;
  /** The pipeline file, for the record. */
  readonly file: string;
  readonly workspace: Workspace;
  readonly sample?: number;
  readonly options: RunOptions;
}

/** One line of `sluice plan`. */
export interface PlannedStep {
  readonly name: string;
  readonly kind: string;
  readonly cached: boolean;
  readonly why: string;
}

/** Runs what is not on disk yet, in pipeline order; the workspace stays resumable whatever happens. */
export async function runPipeline(request: RunRequest, effects: Effects): Promise<RunRecord> {
  const run = await openRun(request, effects);
  const begun = effects.clock();
  const spent = new Map<string, Spent>();
  await sweepWorkspace(run);
  await recordFinished(run, spent);
  for (let step = nextPending(run); step; step = nextPending(run)) {
    stopIfInterrupted(run);
    await runNext(run, step, spent);
    await recordFinished(run, spent);
    await writeRun(run.workspace, record(run, request, begun, nextPending(run) === undefined));
  }
  const done = record(run, request, begun, true);
  await writeRun(run.workspace, done);
  return done;
}

/** What a run would do, and why. */
export async function planPipeline(request: RunRequest, effects: Effects): Promise<PlannedStep[]> {
  const run = await openRun(request, effects);
  const planned: PlannedStep[] = [];
  for (const step of run.steps) {
    const cached = run.finished.has(step.name);
    const why = cached
      ? "up to date"
      : changedSince(step.definition, await anyManifest(run.workspace, step.name, run.last));
    planned.push({ name: step.name, kind: step.stage.kind, cached, why });
  }
  return planned;
}

async function openRun(request: RunRequest, effects: Effects): Promise<Run> {
  const { pipeline, file, workspace, options } = request;
  const limits = { threads: 1, memoryBytes: 2e8, spillFolder: `${workspace.folder}/tmp/check` };
  await checkRecipe(pipeline, file, () => effects.openDatabase(limits));
  const units = await sourceOf(pipeline).stage.plan(request.sample);
  const steps = keySteps(pipeline, units);
  const last = await readRun(workspace);
  const base = { pipeline: { name: pipeline.name, file }, workspace, units, steps, options, effects, last };
  const run: Run = { ...base, finished: new Map(), records: new Map(), busy: new Map() };
  for (const step of steps) {
    const usable = dependencies(step, earlierSteps(run, step)).every(({ name }) => run.finished.has(name));
    const manifest = usable ? await intactManifest(run, step) : undefined;
    if (manifest)
      run.finished.set(step.name, {
        name: step.name,
        entry: step.entry,
        folder: folderOf(run, step),
        manifest,
      });
  }
  return run;
}

function nextPending(run: Run): KeyedStep | undefined {
  return run.steps.find(({ name }) => !run.finished.has(name));
}

async function runNext(run: Run, step: KeyedStep, spent: Map<string, Spent>): Promise<void> {
  const { shape } = step.stage;
  const available = new Set(shape === "source" ? [step.name] : run.finished.keys());
  const group = shape === "query" ? [] : passGroup(run, step, available);
  const members = shape === "batch" ? group : [step, ...group];
  run.effects.report({ type: "start", stage: step.name, stages: members.map(({ name }) => name) });
  run.busy.clear();
  const { seconds, peakBytes } = await watched(run.effects, () => {
    if (shape === "source") return runSource(run, step, group);
    return shape === "batch" ? runGroup(run, group) : runQuery(run, step);
  });
  const busy = members.reduce((sum, { name }) => sum + (run.busy.get(name) ?? 0), 0);
  for (const { name } of members) {
    const share = busy > 0 ? (run.busy.get(name) ?? 0) / busy : 1 / members.length;
    spent.set(name, { seconds: seconds * share, peakBytes });
  }
}

/** Records finished stages in pipeline order, as far as everything before them is finished too. */
async function recordFinished(run: Run, spent: ReadonlyMap<string, Spent>): Promise<void> {
  for (const step of run.steps) {
    if (!run.finished.has(step.name)) return;
    if (!run.records.has(step.name)) await recordOne(run, step, spent.get(step.name));
  }
}

async function recordOne(run: Run, step: KeyedStep, spent: Spent | undefined): Promise<void> {
  const before = run.last?.stages.find(({ name, key }) => name === step.name && key === step.key);
  const record =
    !spent && before && countsAreCurrent(run, step)
      ? { ...before, cached: true }
      : await newRecord(run, step, spent ?? { seconds: 0, peakBytes: 0 }, !spent);
  run.records.set(step.name, record);
  run.effects.report({ type: "stage", record });
}

/** The counts of a cached stage still hold when all stages before it are the same as in the last run. */
function countsAreCurrent(run: Run, step: KeyedStep): boolean {
  return earlierSteps(run, step).every(({ name, key }) =>
    run.last?.stages.some((stage) => stage.name === name && stage.key === key),
  );
}

async function newRecord(run: Run, step: KeyedStep, spent: Spent, cached: boolean): Promise<StageRecord> {
  const manifest = run.finished.get(step.name)?.manifest;
  if (!manifest) throw new Error(`stage "${step.name}" has no manifest`);
  const counts = await survivorCounts(run, step);
  return {
    name: step.name,
    entry: step.entry,
    kind: step.stage.kind,
    key: step.key,
    rows_in: counts.before,
    rows_out: counts.after,
    dropped: counts.before - counts.after,
    quarantined: rowsOf(manifest, "quarantine"),
    seconds: spent.seconds,
    peak_rss_bytes: spent.peakBytes,
    bytes_written: promisedFiles(manifest).reduce((sum, { bytes }) => sum + bytes, 0),
    cached,
    rules: counts.rules,
    notes: manifest.notes,
  };
}

interface Counts {
  readonly before: number;
  readonly after: number;
  readonly rules: readonly RuleCount[];
}

/** Documents that survive before and after a stage; only a stage with decisions changes the number. */
async function survivorCounts(run: Run, step: KeyedStep): Promise<Counts> {
  if (step.stage.shape === "source") {
    const documents = rowsOf(run.finished.get(step.name)?.manifest as never, "documents");
    return { before: documents, after: documents, rules: [] };
  }
  const previous = run.records.get(run.steps[run.steps.indexOf(step) - 1].name)?.rows_out ?? 0;
  if (!("decisions" in step.stage.tables)) return { before: previous, after: previous, rules: [] };
  return withDatabase(run, async (database) => {
    const here = run.finished.get(step.name);
    for (const [name, sql] of viewQueries([...finishedBefore(run, step), ...(here ? [here] : [])])) {
      await database.execute(`CREATE VIEW ${identifier(name)} AS ${sql}`);
    }
    const [{ after }] = await database.rows("SELECT count(*) AS after FROM survivors");
    const rules = await database.rows(
      `SELECT rule, count(DISTINCT id) AS documents FROM decisions WHERE stage = '${step.name}' AND verdict = 'drop' GROUP BY rule ORDER BY documents DESC, rule`,
    );
    return { before: previous, after: Number(after), rules: rules as unknown as RuleCount[] };
  });
}

interface Spent {
  readonly seconds: number;
  readonly peakBytes: number;
}

/** Does some work and watches time and memory. */
async function watched({ clock, residentBytes }: Effects, work: () => Promise<void>): Promise<Spent> {
  const begun = clock();
  let peakBytes = residentBytes();
  const look = () => {
    peakBytes = Math.max(peakBytes, residentBytes());
  };
  const timer = setInterval(look, 100);
  await work().finally(() => clearInterval(timer));
  look();
  return { seconds: (clock() - begun) / 1000, peakBytes };
}

function record(run: Run, request: RunRequest, begun: number, finished: boolean): RunRecord {
  return {
    pipeline: run.pipeline.name,
    file: run.pipeline.file,
    workers: run.options.workers,
    sample: request.sample ?? null,
    finished,
    seconds: (run.effects.clock() - begun) / 1000,
    stages: run.steps.flatMap(({ name }) => run.records.get(name) ?? []),
  };
}

/** Refuses a run whose input had faults, when the person asked for that. */
export function refuseFaults(record: RunRecord): void {
  const faulty = record.stages.find(({ quarantined }) => quarantined > 0);
  if (!faulty) return;
  throw new UserError(
    `--strict: ${faulty.quarantined} input records could not be read. See them with: sluice query "from quarantine"`,
  );
}
