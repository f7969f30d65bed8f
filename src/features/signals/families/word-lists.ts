import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { z } from "zod";
import { UserError } from "../../../core/errors.ts";

/** A list as people give it: its entries, or the path of a file with one entry a line (`#` starts a comment; .gz is unpacked). */
export type ListOption = readonly string[] | string;

/** The schema of a list option. */
export const listSchema = z.union([z.array(z.string()), z.string()]).optional();

/** Entries of a list, trimmed, empty ones and comments left out; a file that cannot be read is the user's mistake. */
export function entriesOf(place: string, list: ListOption): string[] {
  const lines = typeof list === "string" ? readLines(place, list) : list;
  return lines.map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
}

/** What stands for a list in the key of a stage: the number of entries and their hash, not millions of words. */
export function listIdentity(entries: readonly string[]): {
  readonly entries: number;
  readonly sha256: string;
} {
  const hash = createHash("sha256");
  for (const entry of entries) hash.update(entry).update("\n");
  return { entries: entries.length, sha256: hash.digest("hex") };
}

function readLines(place: string, path: string): string[] {
  try {
    const bytes = readFileSync(path);
    return (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8").split(/\r?\n/);
  } catch (cause) {
    throw new UserError(
      `${place}: cannot read the list ${path} (${(cause as NodeJS.ErrnoException).code ?? (cause as Error).message}). Give a path to a file with one entry a line, or the entries themselves.`,
      { cause },
    );
  }
}
