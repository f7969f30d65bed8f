import { globSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { literal } from "../../core/database.ts";
import { UserError } from "../../core/errors.ts";
import type { Manifest } from "../../core/manifest.ts";
import { type Finished, viewQueries } from "../../core/views.ts";
import type { RunRecord } from "../../core/workspace.ts";

/** How a person names an earlier release: a path, or a path with the names of its columns. */
export const releaseSchema = z.union([
  z.string().min(1),
  z.strictObject({
    path: z.string().min(1),
    /** Column of the texts. */
    text: z.string().min(1).default("text"),
    /** Column of the ids; documents are numbered when there is none. */
    id: z.string().min(1).default("id"),
    /** Column of the addresses, for the method `url`. */
    url: z.string().min(1).default("url"),
  }),
]);

/** An earlier release on disk: plain data, so that it can stand in the key of a stage. */
export interface Release {
  /** The path as the person wrote it. */
  readonly path: string;
  readonly text: string;
  readonly id: string;
  readonly url: string;
  /** SQL of its rows. */
  readonly sql: string;
  /** The column that orders them; files are read in their own order. */
  readonly order?: string;
  /** What changes when the release does: keys of a workspace, sizes and times of files. */
  readonly marks: readonly string[];
}

/** Finds an earlier release; throws a UserError when nothing there can be read. */
export function releaseOf(named: z.output<typeof releaseSchema>): Release {
  const { path, text, id, url } =
    typeof named === "string" ? { path: named, text: "text", id: "id", url: "url" } : named;
  const columns = { path, text, id, url };
  if (isFile(join(path, "workspace.json"))) return { ...columns, ...workspaceRelease(path) };
  const files = filesOf(path);
  if (files.length === 0) {
    throw new UserError(
      `deduplicate: against ${JSON.stringify(path)}: there is no workspace and no .parquet, .jsonl or .json file (.gz and .zst too). Give the path of a workspace, a file, a folder or a glob.`,
    );
  }
  return { ...columns, sql: filesQuery(path, files), marks: files.map(markOf) };
}

/** Its `kept` documents, by id. */
function workspaceRelease(path: string): Pick<Release, "sql" | "order" | "marks"> {
  const run = readJson<RunRecord>(join(path, "run.json"));
  const finished = (run?.stages ?? []).map(({ name, entry, key }): Finished => {
    const folder = resolve(path, "stages", name, key);
    const manifest = readJson<Manifest>(join(folder, "stage.json"));
    if (manifest === undefined)
      throw new UserError(
        `deduplicate: against ${JSON.stringify(path)}: the result of stage "${name}" is not there. Run its pipeline again, or name another release.`,
      );
    return { name, entry, folder, manifest };
  });
  if (finished.length === 0)
    throw new UserError(
      `deduplicate: against ${JSON.stringify(path)}: nothing ran in this workspace yet. Run its pipeline first.`,
    );
  const views = viewQueries(finished);
  const tables = ["documents", "decisions", "text", "survivors"].map(
    (name) => `${name} AS (${views.get(name)})`,
  );
  return {
    sql: `WITH ${tables.join(", ")} SELECT * FROM (${views.get("kept")}) AS kept`,
    order: "id",
    marks: finished.map(({ manifest }) => manifest.key),
  };
}

const readers: readonly (readonly [RegExp, (files: string) => string])[] = [
  [/\.parquet$/, (files) => `read_parquet(${files}, union_by_name = true)`],
  [
    /\.(jsonl|ndjson)(\.gz|\.zst)?$/,
    (files) =>
      `read_json(${files}, format = 'newline_delimited', union_by_name = true, maximum_object_size = 33554432)`,
  ],
  [
    /\.json(\.gz|\.zst)?$/,
    (files) => `read_json(${files}, union_by_name = true, maximum_object_size = 33554432)`,
  ],
];

function readerOf(file: string): number {
  return readers.findIndex(([ending]) => ending.test(file.toLowerCase()));
}

function filesQuery(path: string, files: readonly string[]): string {
  const kinds = new Set(files.map(readerOf));
  if (kinds.size > 1)
    throw new UserError(
      `deduplicate: against ${JSON.stringify(path)}: holds files of several formats. Name those of one, as in "${path}/*.parquet".`,
    );
  return `SELECT * FROM ${readers[[...kinds][0]][1](`[${files.map(literal).join(", ")}]`)}`;
}

function filesOf(path: string): string[] {
  const found = isFolder(path) ? globSync(join(path, "**/*")) : isFile(path) ? [path] : globSync(path);
  return found
    .filter((file) => isFile(file) && readerOf(file) >= 0)
    .map((file) => resolve(file))
    .sort();
}

function markOf(file: string): string {
  const { size, mtimeMs } = statSync(file);
  return `${file} ${size}@${mtimeMs}`;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function readJson<T>(path: string): T | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as T;
  } catch {
    return undefined;
  }
}
