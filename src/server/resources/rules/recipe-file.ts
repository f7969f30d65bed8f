import { realpath } from "node:fs/promises";
import { dirname, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { UserError } from "../../../core/errors.ts";
import { sha256 } from "../../../core/json.ts";
import type { Workspace } from "../../../core/workspace.ts";

/** The pipeline file of a run as it is on disk. */
export interface RecipeFile {
  /** As the run was told it. */
  readonly file: string;
  /** Where it really lies. */
  readonly path: string;
  readonly source: string;
  readonly hash: string;
}

/** The file is another than the one that a person saw: nothing is written over it. */
export class RecipeChangedError extends UserError {
  override name = "ConflictError";

  constructor(file: string) {
    super(`recipe ${file}: changed on disk meanwhile. Look at it again, then save`);
  }
}

/**
 * Reads the file of the pipeline that ran, and no other: its name comes from the record of the run, seen from the folder that Sluice was
 * started in. A file inside the workspace is refused: who gives a workspace away does not give code to run.
 */
export async function recipeFile(file: string | undefined, workspace: Workspace): Promise<RecipeFile> {
  if (file === undefined) throw new UserError("recipe: nothing ran yet. Start with: sluice run <pipeline>");
  if (!/\.[mc]?[jt]s$/.test(file))
    throw new UserError(`recipe ${file}: is no pipeline file that Sluice can change (.ts or .js)`);
  const asked = file.startsWith("file:") ? fileURLToPath(file) : resolve(file);
  const path = await realpath(asked).catch(() => undefined);
  if (path === undefined)
    throw new UserError(
      `recipe ${file}: there is no such file here. Start Sluice in the folder in which the pipeline was run`,
    );
  if (isInside(path, await realpath(workspace.folder)))
    throw new UserError(`recipe ${file}: lies inside the workspace. Move it out and run it from there`);
  const bytes = await workspace.files.read(path);
  return { file, path, source: textOf(bytes, file), hash: sha256(bytes) };
}

/** A name beside a file under which a changed copy can be imported: what it imports is found as from the file itself. */
export function besideIt(path: string, word: string): string {
  const [, stem, ending] = /([^/\\]*?)(\.[mc]?[jt]s)$/.exec(path) ?? ["", "recipe", ".ts"];
  return `${dirname(path)}/.${stem}.${word}${ending}`;
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== "" && !way.startsWith(`..${sep}`) && way !== ".." && !/^[a-z]:/i.test(way);
}

function textOf(bytes: Uint8Array, file: string): string {
  try {
    // The mark at the beginning stays: what is not changed is written as it was.
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new UserError(`recipe ${file}: is no UTF-8 text. Save it as UTF-8`, { cause });
  }
}
