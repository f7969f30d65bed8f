import { identifier, literal } from "./database.ts";
import { type Manifest, tableFiles } from "./manifest.ts";
import { contract, type Schema, type TableName } from "./table.ts";

/** A finished stage in a workspace. */
export interface Finished {
  readonly name: string;
  readonly entry: string;
  readonly folder: string;
  readonly manifest: Manifest;
}

/** The SQL of every view over the finished stages of a run, in an order in which they can be created. */
export function viewQueries(finished: readonly Finished[]): Map<string, string> {
  const views = new Map<string, string>();
  for (const name of tableNames(finished)) {
    if (name !== "text" && name !== "signals") views.set(name, unionOf(finished, name));
  }
  views.set("signals", signalsQuery(finished));
  views.set("text", textQuery(finished));
  views.set("survivors", survivorsQuery);
  views.set("kept", keptQuery(finished));
  return views;
}

/** Relation over one table of one stage, for a sibling's private table. */
export function stageTable(stage: Finished, table: string): string {
  return readFiles(tableFiles(stage.folder, stage.manifest, table), stage.manifest.tables[table]);
}

/** Reads Parquet files in order, with columns that DuckDB adds (`filename`), or gives an empty relation of the schema. */
export function readFiles(files: readonly string[], schema: Schema, added: readonly string[] = []): string {
  const options = added.map((name) => `, ${name} = true`).join("");
  if (files.length > 0) return `SELECT * FROM read_parquet([${files.map(literal).join(", ")}]${options})`;
  const columns = Object.entries(schema).map(([name, type]) => `NULL::${type} AS ${identifier(name)}`);
  return `SELECT ${columns.join(", ")} WHERE false`;
}

function tableNames(finished: readonly Finished[]): string[] {
  const written = finished.flatMap((stage) => Object.keys(stage.manifest.tables));
  return [...new Set([...Object.keys(contract), ...written])];
}

function unionOf(finished: readonly Finished[], table: string): string {
  const writers = finished.filter((stage) => table in stage.manifest.tables);
  if (writers.length === 0) return readFiles([], contract[table as TableName]);
  return writers.map((stage) => stageTable(stage, table)).join(" UNION ALL BY NAME ");
}

function signalsQuery(finished: readonly Finished[]): string {
  const writers = finished.filter((stage) => "signals" in stage.manifest.tables);
  if (writers.length === 0) return readFiles([], contract.signals);
  const sources = writers.map((stage, i) => `(${stageTable(stage, "signals")}) AS s${i}`);
  return `SELECT * FROM ${sources[0]}${sources
    .slice(1)
    .map((source) => ` JOIN ${source} USING (id)`)
    .join("")}`;
}

function textQuery(finished: readonly Finished[]): string {
  const editor = finished.findLast((stage) => "text" in stage.manifest.tables);
  return editor ? stageTable(editor, "text") : "SELECT id, text FROM documents";
}

const survivorsQuery = `SELECT id FROM documents
  WHERE id NOT IN (SELECT id FROM decisions WHERE verdict = 'drop' AND id IS NOT NULL)
     OR id IN (SELECT id FROM decisions WHERE verdict = 'keep' AND id IS NOT NULL)`;

function keptQuery(finished: readonly Finished[]): string {
  const edited = finished.some((stage) => "text" in stage.manifest.tables);
  if (!edited) return "SELECT * FROM documents WHERE id IN (SELECT id FROM survivors)";
  const extracted = finished.findLast((stage) => "extraction" in stage.manifest.tables);
  if (!extracted)
    return `SELECT documents.* REPLACE (text.text AS text) FROM documents JOIN text USING (id)
    WHERE id IN (SELECT id FROM survivors)`;
  return `SELECT d.* REPLACE (text.text AS text, coalesce(d.title, e.title) AS title, coalesce(d.author, e.author) AS author,
      coalesce(d.created, e.published) AS created)
    FROM documents d JOIN text ON text.id = d.id LEFT JOIN (${stageTable(extracted, "extraction")}) e ON e.id = d.id
    WHERE d.id IN (SELECT id FROM survivors)`;
}
