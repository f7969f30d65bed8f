import { existsSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../core/errors.ts";
import { existingWorkspace, finishedStages, readRun } from "../core/workspace.ts";
import { type Inspection, inspect } from "../tokens/write/inspect.ts";
import { colours } from "./colour.ts";
import { workspaceFiles } from "./effects.ts";
import { next, printJson, shellWord } from "./output.ts";
import { count, show } from "./show.ts";

/** Flags of `sluice tokens inspect`. */
export interface InspectFlags {
  readonly at: number;
  readonly file?: string;
  readonly around?: number;
  readonly json?: boolean;
}

/** `sluice tokens inspect`: what stands around a token of a written data set, and which document it is from. */
export async function inspectTokens(folder: string, flags: InspectFlags): Promise<void> {
  const isWorkspace = existsSync(join(folder, "workspace.json"));
  const dataset = isWorkspace ? await datasetOf(folder) : folder;
  const found = inspect(dataset, flags.at, { file: flags.file, around: flags.around });
  if (flags.json) printJson(found);
  else process.stdout.write(inspectionText(found));
  const { id } = found.document;
  next(
    isWorkspace
      ? `sluice explain ${shellWord(id)} --workspace ${shellWord(folder)}`
      : `sluice explain ${shellWord(id)}`,
  );
}

/** The folder of the last stage of a workspace that writes token files. */
async function datasetOf(folder: string): Promise<string> {
  const workspace = await existingWorkspace(workspaceFiles, folder);
  const run = await readRun(workspace);
  const stages = run ? await finishedStages(workspace, run) : [];
  const writer = stages.findLast(({ manifest }) => manifest.definition.kind === "write");
  if (writer) return writer.folder;
  throw new UserError(
    `tokens inspect: workspace ${folder} has written no data set. Add write({ format: "nanogpt" }) to its pipeline`,
  );
}

function inspectionText({ file, at, token, before, after, document }: Inspection): string {
  const { strong, muted } = colours(process.stdout);
  const safe = (text: string) => show(text, { lines: true });
  return [
    `${show(file)} at ${count(at)}: token ${token.id}, document ${show(document.id)} (tokens ${count(document.start)} to ${count(document.end)})`,
    muted(`${show(document.source)}${document.position === null ? "" : `:${document.position}`}`),
    "",
    `${safe(before)}${strong(`[${show(token.text)}]`)}${safe(after)}`,
    "",
  ].join("\n");
}
