import { readdirSync } from "node:fs";
import { UserError } from "../core/errors.ts";
import { existingWorkspace, type Workspace } from "../core/workspace.ts";
import { openViews, type Views } from "../io/open-views.ts";
import { workspaceFiles } from "./effects.ts";

/** The workspace that a flag names, or the only one in this folder. */
export function findWorkspace(flag: string | undefined): Promise<Workspace> {
  return existingWorkspace(workspaceFiles, flag ?? onlyWorkspace());
}

/** Opens the views of a workspace for `work`, and closes them after it. */
export async function withViews<T>(
  flag: string | undefined,
  work: (views: Views, workspace: Workspace) => Promise<T>,
): Promise<T> {
  const workspace = await findWorkspace(flag);
  const views = await openViews(workspace);
  try {
    return await work(views, workspace);
  } finally {
    views.database.close();
  }
}

/** True when this folder has one workspace, so that nobody needs to name it. */
export function hasWorkspace(): boolean {
  return workspacesHere().length === 1;
}

function workspacesHere() {
  return readdirSync(".", { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && entry.name.endsWith(".sluice"),
  );
}

function onlyWorkspace(): string {
  const found = workspacesHere();
  if (found.length === 1) return `./${found[0].name}`;
  const problem =
    found.length === 0 ? "there is no workspace here" : `there are ${found.length} workspaces here`;
  const names = found.map(({ name }) => name).join(", ");
  throw new UserError(`${problem}${names ? ` (${names})` : ""}. Name one: --workspace DIR`);
}
