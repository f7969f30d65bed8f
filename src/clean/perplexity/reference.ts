import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { literal } from "../../core/database.ts";
import { UserError } from "../../core/errors.ts";

/** A reference as it is read: files, or a predicate. */
export type ReferenceText = { readonly files: readonly string[] } | { readonly where: string };

const readers: readonly (readonly [ending: RegExp, sql: (file: string) => string])[] = [
  [
    /\.(?:jsonl|ndjson)(?:\.gz|\.zst)?$/,
    (file) =>
      `SELECT text FROM read_json(${file}, format = 'newline_delimited', columns = {text: 'VARCHAR'})`,
  ],
  [/\.parquet$/, (file) => `SELECT text FROM read_parquet(${file})`],
  [/\.csv(?:\.gz)?$/, (file) => `SELECT text FROM read_csv(${file}, header = true, all_varchar = true)`],
  [/\.(?:txt|md)$/, (file) => `SELECT content AS text FROM read_text(${file})`],
];

/** Tells files from a predicate by their ending; files must be there. `place` begins every complaint. */
export function referenceOf(
  reference: string | { readonly files: string } | { readonly where: string },
  place: string,
): ReferenceText {
  if (typeof reference !== "string") {
    return "where" in reference ? reference : { files: filesNamed(reference.files, place) };
  }
  return readers.some(([ending]) => ending.test(reference))
    ? { files: filesNamed(reference, place) }
    : { where: reference };
}

function filesNamed(pattern: string, place: string): string[] {
  const files = globSync(pattern).sort();
  if (files.length === 0) throw new UserError(`${place}: no file matches ${JSON.stringify(pattern)}.`);
  const strange = files.find((file) => !readers.some(([ending]) => ending.test(file)));
  if (strange !== undefined)
    throw new UserError(
      `${place}: cannot read ${JSON.stringify(strange)}: use .jsonl, .parquet, .csv, .txt or .md.`,
    );
  return files;
}

/** Hash of the content of files, for the key of the stage that reads them. */
export function filesHash(files: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of files) hash.update(createHash("sha256").update(readFileSync(file)).digest());
  return hash.digest("hex");
}

/** A query of one column `text` over files. */
export function filesSql(files: readonly string[]): string {
  return files
    .map((file) => readers.find(([ending]) => ending.test(file))?.[1](literal(file)))
    .join(" UNION ALL ");
}
