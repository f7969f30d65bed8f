import { withPeople } from "../core/people-steps.ts";
import { cutAfter, type Pipeline } from "../core/pipeline.ts";
import { type RunRequest, refuseFaults, runPipeline } from "../core/runner.ts";
import { openWorkspace, type RunRecord, type Workspace } from "../core/workspace.ts";
import { loadPipeline, type PipelineReference } from "../io/load.ts";
import { lockWorkspace } from "../io/lock.ts";
import { askPeople } from "../io/people/open-people.ts";
import { rememberRun } from "../io/run-history.ts";
import { progressWriter } from "../io/run-progress.ts";
import { defaultWorkers, interruptSignal, realEffects, runOptions, workspaceFiles } from "./effects.ts";
import { progressPrinter } from "./progress.ts";
import { duration, show } from "./show.ts";

/** Flags of `sluice run`. */
export interface RunFlags {
  readonly workspace?: string;
  readonly input?: string[];
  readonly workers?: number;
  readonly sample?: number;
  readonly until?: string;
  readonly allow?: string[];
  readonly undo?: string[];
  readonly against?: string[];
  readonly memory?: number;
  readonly verify?: string;
  readonly strict?: boolean;
  readonly report?: boolean;
  readonly json?: boolean;
}

/** `sluice run`: runs a pipeline file in its workspace, writes the report, says what to do next. */
export async function run(file: string, flags: RunFlags): Promise<RunRecord> {
  const interrupted = interruptSignal();
  const begun = performance.now();
  const { request, reference } = await prepareRun(file, flags);
  const { folder } = request.workspace;
  const unlock = await lockWorkspace(workspaceFiles, folder);
  const { workers } = request.options;
  process.stderr.write(
    `${request.pipeline.name}  ${workers} worker${workers > 1 ? "s" : ""}  workspace ${show(folder)}\n`,
  );
  const print = progressPrinter(process.stderr);
  const watched = progressWriter(folder, {
    pipeline: request.pipeline.name,
    stages: request.pipeline.steps.length,
  });
  const effects = realEffects(workers, reference, interrupted, (event) => {
    print(event);
    watched.report(event);
  });
  const started = new Date();
  try {
    const record = await runPipeline(request, effects);
    if (!isIdle(record)) await rememberRun(request.workspace, record, { started, ended: new Date() });
    if (flags.strict) refuseFaults(record);
    const reported = flags.report === false ? undefined : await currentReport(record, request.workspace);
    finish(record, folder, reported, (performance.now() - begun) / 1000);
    if (flags.json) process.stdout.write(`${JSON.stringify(record, null, 1)}\n`);
    return record;
  } finally {
    watched.close();
    await effects.close();
    await unlock();
  }
}

/** Loads the pipeline and opens the workspace, as `run` and `plan` need them. */
export async function prepareRun(
  file: string,
  flags: RunFlags,
): Promise<{ request: RunRequest; reference: PipelineReference }> {
  const reference = { file, input: flags.input, undo: flags.undo, against: flags.against };
  const loaded = await loadPipeline(reference);
  const pipeline = flags.until === undefined ? loaded : cutAfter(loaded, flags.until);
  const workspace = await openWorkspace(workspaceFiles, flags.workspace ?? `./${pipeline.name}.sluice`);
  const options = runOptions({ ...flags, workers: flags.workers ?? defaultWorkers() });
  const whole = await withDeeds(pipeline, workspace.folder);
  return { request: { pipeline: whole, file, workspace, sample: flags.sample, options }, reference };
}

/** The pipeline with what people did in this workspace up to now. */
async function withDeeds(pipeline: Pipeline, folder: string): Promise<Pipeline> {
  return (await askPeople(folder, (people) => withPeople(pipeline, people))) ?? pipeline;
}

/** The report of a run: written again only when a stage ran, or when it is gone. */
async function currentReport(record: RunRecord, workspace: Workspace): Promise<string> {
  const path = `${workspace.folder}/report.html`;
  if (isIdle(record) && (await workspaceFiles.size(path)) !== undefined) return path;
  return (await import("./report.ts")).writeReport(workspace);
}

function isIdle(record: RunRecord): boolean {
  return record.stages.every(({ cached }) => cached);
}

function finish(record: RunRecord, folder: string, report: string | undefined, seconds: number): void {
  const done = isIdle(record)
    ? `nothing to do: all ${record.stages.length} stages are up to date`
    : `done in ${duration(seconds)}`;
  const where = report ? `. Report: ${show(report)}` : "";
  process.stderr.write(`${done}${where}   Next: sluice query "from stages" --workspace ${show(folder)}\n`);
}
