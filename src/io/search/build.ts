import { readdir, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { temporaryName } from "../../core/files.ts";
import { readRun } from "../../core/workspace.ts";
import { files } from "../files.ts";
import { openViews } from "../open-views.ts";
import { writeIndex } from "./index-file.ts";
import { textSources } from "./sources.ts";

/** An index that is wanted. */
export interface IndexPlan {
  /** Folder of the workspace. */
  readonly folder: string;
  readonly key: string;
  /** Where it is written before it is whole. */
  readonly temporary: string;
}

/** Where the index of a key lies. */
export function indexPath(folder: string, key: string): string {
  return `${folder}/index/search-${key}.sqlite`;
}

let made = 0;

/** A name for an index on its way, of this process and of nobody else in it. */
export function newTemporary(folder: string, key: string): string {
  return temporaryName(`${indexPath(folder, key)}.${process.pid}-${++made}`);
}

/**
 * Makes the index of a workspace: under a temporary name, synced, then renamed, so that a build that dies never looks
 * whole and two builds at once are harmless. Indexes of earlier texts and leftovers of dead processes go.
 */
export async function buildIndex(
  { folder, key, temporary }: IndexPlan,
  told: (documents: number, of: number) => void,
): Promise<void> {
  const path = indexPath(folder, key);
  await files.makeFolder(dirname(path));
  await removeLeftovers(dirname(path));
  await rm(temporary, { force: true });
  await (await files.create(temporary)).close(); // the system says better than SQLite why it cannot be
  const { database, run } = await openViews({ folder, files }, { threads: 1 });
  try {
    const sources = await textSources({ folder, files }, run);
    if (sources.key !== key) throw new Error("the texts changed while their index was begun");
    const [{ count }] = await database.rows("SELECT count(*) AS count FROM documents");
    await writeIndex(temporary, database.batches(sources.sql), (documents) => told(documents, Number(count)));
    await files.syncFile(temporary);
    await files.rename(temporary, path);
    await files.syncFolder(dirname(path));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    database.close();
  }
  await removeOthers(folder, key);
}

/** Files of builds whose process is gone. */
async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const maker = /^\.search-\w+\.sqlite\.(\d+)-\w+\.tmp$/.exec(name)?.[1];
    if (maker !== undefined && !isAlive(Number(maker))) await rm(`${folder}/${name}`, { force: true });
  }
}

/** Indexes of earlier texts; a process that still reads one keeps it until it closes it. */
async function removeOthers(folder: string, key: string): Promise<void> {
  const now = await textSources({ folder, files }, await readRun({ folder, files }));
  for (const name of await readdir(`${folder}/index`)) {
    const other = /^search-(\w+)\.sqlite$/.exec(name)?.[1];
    if (other !== undefined && other !== key && other !== now.key)
      await rm(indexPath(folder, other), { force: true });
  }
}

function isAlive(process_: number): boolean {
  try {
    process.kill(process_, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
