import type { FileFact, Files } from "./files.ts";
import { writeWhole } from "./files.ts";
import type { StageNotes } from "./stage.ts";
import type { Schema } from "./table.ts";

/** Raise it when workspaces of older versions cannot be read any more. */
export const formatVersion = 1;

/** A Parquet file of a table. */
export interface TableFact extends FileFact {
  readonly rows: number;
}

/** What one task wrote: a Parquet file by table. */
export type PartFact = Readonly<Record<string, TableFact>>;

/** The commit record of a stage, written last. Its presence is the only sign that the stage is whole. */
export interface Manifest {
  readonly format: number;
  readonly stage: string;
  readonly key: string;
  readonly definition: StageDefinition;
  readonly tables: Readonly<Record<string, Schema>>;
  readonly parts: readonly PartFact[];
  /** Names of the parts, which sort in document order; a stage over whole tables has one part, `all`. */
  readonly partNames: readonly string[];
  readonly files: readonly FileFact[];
  readonly notes: StageNotes;
}

/** What a key is the hash of, kept to say later which part changed. */
export interface StageDefinition {
  readonly kind: string;
  readonly version: number;
  readonly options: string;
  readonly inputs: Readonly<Record<string, string>>;
}

/** Name of the manifest in the folder of a stage; no file of a stage may have it. */
export const manifestFile = "stage.json";

/** The manifest in a folder, or undefined when there is none or it is damaged (then the stage runs again). */
export async function readManifest(files: Files, folder: string): Promise<Manifest | undefined> {
  const manifest = await readRecord<Partial<Manifest>>(files, `${folder}/${manifestFile}`);
  const isWhole =
    Array.isArray(manifest?.parts) && Array.isArray(manifest.partNames) && Array.isArray(manifest.files);
  return isWhole ? (manifest as Manifest) : undefined;
}

/** Reads a JSON record; undefined when absent or torn. */
export async function readRecord<T>(files: Files, path: string): Promise<T | undefined> {
  if ((await files.size(path)) === undefined) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(await files.read(path))) as T;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Writes a record whole and durably. */
export async function writeRecord(files: Files, path: string, record: unknown): Promise<void> {
  await writeWhole(files, path, `${JSON.stringify(record, null, 1)}\n`);
}

/** All files a manifest or a part promises. */
export function promisedFiles(record: Pick<Manifest, "parts" | "files">): FileFact[] {
  return [...record.parts.flatMap((part) => Object.values(part)), ...record.files];
}

/** How thoroughly resume checks what is on disk: sizes, or sizes and hashes. */
export type Verify = "size" | "full";

/** The first promised file that is missing or different, or undefined when all is as promised. */
export async function firstDamage(
  files: Files,
  folder: string,
  promised: readonly FileFact[],
  verify: Verify,
): Promise<string | undefined> {
  for (const fact of promised) {
    const path = `${folder}/${fact.file}`;
    const size = await files.size(path);
    if (size === undefined) return `${fact.file} is missing`;
    if (size !== fact.bytes) return `${fact.file} has ${size} bytes instead of ${fact.bytes}`;
    if (verify === "full" && (await files.hash(path)) !== fact.hash) return `${fact.file} has other content`;
  }
  return undefined;
}

/** Rows of a table over all parts. */
export function rowsOf(manifest: Manifest, table: string): number {
  return manifest.parts.reduce((sum, part) => sum + (part[table]?.rows ?? 0), 0);
}

/** Columns of a table of a stage. */
export function columnNames(manifest: Manifest, table: string): string[] {
  return Object.keys(manifest.tables?.[table] ?? {});
}

/** Paths of the files of a table, in order. */
export function tableFiles(folder: string, manifest: Manifest, table: string): string[] {
  return manifest.parts.flatMap((part) => (part[table] ? [`${folder}/${part[table].file}`] : []));
}
