import { identifier, literal } from "../../../src/core/database.ts";
import type { QueryContext, QueryStage, StageNotes } from "../../../src/core/stage.ts";
import { contract, type Row, type Schema } from "../../../src/core/table.ts";
import { measure } from "../../../src/features/signals/measure.ts";
import { openDatabase } from "../../../src/io/duckdb.ts";
import { everything, measured } from "../../features/signals/measured.ts";

const limits = { threads: 1, memoryBytes: 1e9, spillFolder: "/nonexistent" };

/** A document with what a test cares about. */
export interface TestDocument {
  readonly id: string;
  readonly text?: string;
  readonly source?: string;
  readonly url?: string;
  readonly language?: string;
}

/** A real engine with the tables that rules read. */
export async function openWorkspace() {
  const database = await openDatabase(limits);
  const create = async (name: string, schema: Schema, rows: readonly Row[]) => {
    const columns = Object.entries(schema).map(([column, type]) => `${identifier(column)} ${type}`);
    await database.execute(`CREATE OR REPLACE TABLE ${identifier(name)} (${columns.join(", ")})`);
    for (const row of rows) {
      const cells = Object.keys(schema).map((column) => cell(row[column]));
      await database.execute(`INSERT INTO ${identifier(name)} VALUES (${cells.join(", ")})`);
    }
  };
  return { database, create };
}

type Workspace = Awaited<ReturnType<typeof openWorkspace>>;

/** A workspace with documents and given signals. */
export async function workspaceOf(
  documents: readonly TestDocument[],
  signals: Schema,
  rows: readonly Row[],
): Promise<Workspace> {
  const workspace = await openWorkspace();
  const full = documents.map((document) => ({ source: "web", text: "", ...document }) as Row);
  await workspace.create("documents", contract.documents, full);
  await workspace.create("signals", { id: "VARCHAR", ...signals }, rows);
  await workspace.create("decisions", contract.decisions, []);
  await workspace.create("tokens", contract.tokens, []);
  return workspace;
}

/** A workspace with texts and every signal of them, measured for real. */
export async function workspaceOfTexts(texts: readonly string[]): Promise<Workspace> {
  const rows = await measured(texts);
  const { id: _, ...signals } = measure(...everything).tables.signals;
  const documents = texts.map((text, i) => ({ id: `d${i}`, text }));
  return workspaceOf(documents, signals, rows);
}

/** Runs the stage as the runner would and returns its decisions in their order. */
export async function decide(
  { database }: Workspace,
  stage: QueryStage,
  allow: readonly string[] = [],
): Promise<{ decisions: Row[]; notes: StageNotes | undefined }> {
  let decisions: Row[] = [];
  const context: QueryContext = {
    stage: "quality",
    execute: (sql) => database.execute(sql),
    rows: (sql) => database.rows(sql),
    batches: (sql) => database.batches(sql),
    table: (name) => identifier(name),
    write: async (_, sql) => {
      decisions = await database.rows(sql);
    },
    append: () => Promise.reject(new Error("rules append nothing")),
    create: () => Promise.reject(new Error("rules write no files")),
    file: () => "",
    allowed: (guard) => allow.includes(guard),
    progress: () => {},
  };
  const notes = await stage.run(context);
  return { decisions, notes };
}

function cell(value: Row[string] | undefined): string {
  if (value === undefined || value === null) return "NULL";
  return typeof value === "number" ? String(value) : literal(String(value));
}
