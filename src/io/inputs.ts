import type { Stats } from "node:fs";
import { glob, readdir, stat } from "node:fs/promises";
import { dirname, matchesGlob, normalize, sep } from "node:path";
import { nearest, UserError } from "../core/errors.ts";
import { show } from "./read/fault.ts";
import { isRemote, listRemote } from "./read/remote.ts";
import { walk } from "./read/walk.ts";

/** A file or address that a glob matches: its name in `source`, its size, and what changes with its content. */
export interface FoundFile {
  readonly source: string;
  readonly bytes: number;
  /** Size and time of a local file, or what the server tells. */
  readonly mark: string;
}

/**
 * The files that globs, paths, folders and addresses stand for: sorted by name, each once, files only. A folder means
 * all visible files under it. What matches nothing is the user's mistake.
 */
export async function findFiles(
  globs: readonly string[],
  exclude: readonly string[] = [],
): Promise<FoundFile[]> {
  const found = new Map<string, FoundFile>();
  for (const pattern of globs) {
    const files = isRemote(pattern) ? await listRemote(pattern) : await findLocal(pattern);
    if (files.length === 0) throw await noMatch(pattern);
    for (const file of files) if (!isExcluded(file.source, exclude)) found.set(file.source, file);
  }
  if (found.size === 0)
    throw new UserError(`input: exclude ${list(exclude)} leaves no file of ${list(globs)}.`);
  return [...found.values()].sort((a, b) => (a.source < b.source ? -1 : 1));
}

async function findLocal(pattern: string): Promise<FoundFile[]> {
  const there = await statOf(pattern); // a name with brackets in it is a name before it is a pattern
  const paths = there?.isDirectory()
    ? await walk(pattern)
    : there
      ? [pattern]
      : await Array.fromAsync(glob(pattern));
  const files = await Promise.all(paths.map(foundFile));
  return files.filter((file) => file !== undefined);
}

async function foundFile(path: string): Promise<FoundFile | undefined> {
  const stats = await statOf(path);
  const source = sourceName(path);
  if (stats === undefined) return { source, bytes: 0, mark: "unreadable" }; // a broken link: its fault comes when it is read
  return stats.isFile() ? { source, bytes: stats.size, mark: `${stats.size}@${stats.mtimeMs}` } : undefined;
}

/** The path as the user gave it, with slashes, without `./`. */
function sourceName(path: string): string {
  return normalize(path).split(sep).join("/");
}

async function statOf(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch {
    return undefined;
  }
}

function isExcluded(source: string, exclude: readonly string[]): boolean {
  return exclude.some((pattern) => matchesGlob(source, pattern));
}

async function noMatch(pattern: string): Promise<UserError> {
  const { folder, missing } = await deepestFolder(pattern);
  const names = await readdir(folder).catch(() => []);
  const near = missing === undefined ? undefined : nearest(missing, names);
  const hint = near === undefined ? "" : ` Did you mean "${show(sourceName(`${folder}/${near}`))}"?`;
  const place =
    names.length === 0
      ? "is empty"
      : `has ${names.slice(0, 5).map(show).join(", ")}${names.length > 5 ? ", …" : ""}`;
  return new UserError(
    `input: no file matches "${show(pattern)}". The folder "${show(folder)}" ${place}.${hint}`,
  );
}

/** The deepest folder on the way of a pattern that exists, and the part of the pattern that it lacks. */
async function deepestFolder(pattern: string): Promise<{ folder: string; missing: string | undefined }> {
  let missing: string | undefined;
  for (let path = normalize(pattern); ; path = dirname(path)) {
    if ((await statOf(path))?.isDirectory()) return { folder: sourceName(path), missing };
    if (dirname(path) === path) return { folder: ".", missing };
    missing = path.split(sep).at(-1);
  }
}

function list(names: readonly string[]): string {
  return names.map((name) => `"${show(name)}"`).join(", ");
}
