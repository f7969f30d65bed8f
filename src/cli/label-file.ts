import { existsSync, statSync } from "node:fs";
import { didYouMean, UserError } from "../core/errors.ts";
import { checkOptions } from "../core/options.ts";
import type { TaskDefinition } from "../core/people.ts";
import { runPipeline } from "../core/runner.ts";
import { openWorkspace, readRun, type Workspace } from "../core/workspace.ts";
import { loadPipeline } from "../io/load.ts";
import { lockWorkspace } from "../io/lock.ts";
import { openPeople } from "../io/people/open-people.ts";
import type { IngestOptions } from "../io/read/options.ts";
import { PeopleState } from "../label/queue/people-state.ts";
import { lostLabel } from "../server/resources/tasks/standing.ts";
import { newTask } from "../server/resources/tasks/wire.ts";
import { tellFaults } from "./apply.ts";
import { defaultWorkers, realEffects, runOptions, workspaceFiles } from "./effects.ts";
import { type LabelRequest, labelPipelineName } from "./label-pipeline.ts";
import { stemOf } from "./named-input.ts";
import { next, shellWord } from "./output.ts";
import { progressPrinter } from "./progress.ts";
import { serveWorkspace } from "./serve.ts";
import { show } from "./show.ts";
import { withViews } from "./workspace.ts";

/** Flags of `sluice label FILE`. */
export interface LabelFileFlags {
  readonly labels?: string;
  readonly task?: string;
  readonly multiple?: boolean;
  readonly workspace?: string;
  readonly port?: number;
  readonly format?: IngestOptions["format"];
  readonly text?: string;
  readonly id?: string;
  readonly workers?: number;
}

/** `sluice label FILE --labels good,bad`: reads the file into a workspace of its own and serves its queue until Ctrl-C. */
export async function labelFile(
  file: string,
  flags: LabelFileFlags,
  commands: readonly string[],
): Promise<void> {
  checkFile(file, commands);
  const stem = stemOf(file.replace(/\/+$/, "")).replace(/[^\w.-]+/g, "-") || "label";
  const asked = flags.labels === undefined ? undefined : taskOf(flags.labels, stem, flags);
  const folder = flags.workspace ?? `./${stem}.sluice`;
  if (asked === undefined && !existsSync(`${folder}/people.sqlite`))
    throw new UserError(`label ${file}: name the possible answers: --labels good,bad`);
  const workspace = await openWorkspace(workspaceFiles, folder);
  await refuseOther(workspace);
  await ingestFile(workspace, file, flags);
  const task = saveTask(workspace, asked, flags.task ?? stem);
  await serveWorkspace(workspace, {
    port: flags.port,
    link: true,
    path: `/label?${new URLSearchParams({ task: task.task })}`,
  });
  next(`sluice query "SELECT label, count(*) FROM votes GROUP BY label" --workspace ${shellWord(folder)}`);
}

function checkFile(file: string, commands: readonly string[]): void {
  if (/[*?[\]{}]/.test(file) || file.includes("://") || existsSync(file)) {
    if (existsSync(`${file}/workspace.json`) && statSync(file).isDirectory())
      throw new UserError(
        `label ${file}: is a workspace. Open it with: sluice serve --workspace ${shellWord(file)}`,
      );
    return;
  }
  const near = didYouMean(file, commands);
  throw new UserError(
    `label ${file}: there is no such file.${near || " Name a file to label, or see: sluice label --help"}`,
  );
}

/** The task that the flags describe, checked as the server checks one. */
function taskOf(
  labels: string,
  stem: string,
  { task = stem, multiple = false }: LabelFileFlags,
): TaskDefinition {
  const listed = labels.split(",").map((label) => label.trim());
  if (listed.includes(""))
    throw new UserError(
      `label: --labels holds an empty label, got ${JSON.stringify(labels)}. Write them as good,bad`,
    );
  return checkOptions("label", newTask, { task: task.slice(0, 64), labels: listed, multiple });
}

/** A workspace that a pipeline made keeps its stages: reading a file into it would hide them. */
async function refuseOther(workspace: Workspace): Promise<void> {
  const run = await readRun(workspace);
  if (run === undefined || run.pipeline === labelPipelineName) return;
  const folder = shellWord(workspace.folder);
  throw new UserError(
    `workspace ${workspace.folder}: holds the results of the pipeline "${run.pipeline}". Label those with: sluice serve --workspace ${folder}; or choose another --workspace`,
  );
}

async function ingestFile(workspace: Workspace, file: string, flags: LabelFileFlags): Promise<void> {
  const { format, text, id, workers = defaultWorkers() } = flags;
  const reading = { ...(format && { format }), ...(text && { text }), ...(id && { id }) };
  const request: LabelRequest = { file, reading };
  const ending = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const reference = { file: new URL(`./label-pipeline.${ending}`, import.meta.url).href, arguments: request };
  const pipeline = await loadPipeline(reference);
  const unlock = await lockWorkspace(workspaceFiles, workspace.folder);
  const stopped = new AbortController();
  const stop = () => stopped.abort();
  process.on("SIGINT", stop).on("SIGTERM", stop); // until the file is read; then Ctrl-C ends the server
  const effects = realEffects(workers, reference, stopped.signal, progressPrinter(process.stderr));
  try {
    // No path: what the workbench would write into is a pipeline, and this run has none of the person's.
    const told = `sluice label ${show(file)}`;
    await runPipeline({ pipeline, file: told, workspace, options: runOptions({ workers }) }, effects);
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
    await effects.close();
    await unlock();
  }
  await withViews(workspace.folder, (views) => tellFaults(views, `label ${file}`));
}

/** Saves what was asked for, unless answers would be left without their label; without labels, the task that is there. */
function saveTask(workspace: Workspace, asked: TaskDefinition | undefined, name: string): TaskDefinition {
  const people = openPeople(workspace.folder);
  try {
    const known = people.tasks();
    const before = known.find(({ task }) => task === (asked?.task ?? name)) ?? (asked ? undefined : known[0]);
    if (asked === undefined) {
      if (before !== undefined) return before;
      throw new UserError(
        "label: this workspace has no task yet. Name the possible answers: --labels good,bad",
      );
    }
    const state = new PeopleState();
    state.update(people);
    const lost = lostLabel(state.task(asked.task), asked.labels);
    if (lost !== undefined)
      throw new UserError(
        `label: --labels leaves out "${lost}", which has answers already. Keep it in the list, or make another --task`,
      );
    const task = { ...asked, guidelines: before?.guidelines ?? "" };
    people.saveTask(task);
    return task;
  } finally {
    people.close();
  }
}
