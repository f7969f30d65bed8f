import { batchOf } from "./batch.ts";
import { literal } from "./database.ts";
import { canonical, sha256 } from "./json.ts";
import type { People, PeopleTable } from "./people.ts";
import type { Pipeline, Step } from "./pipeline.ts";
import type { QueryContext, QueryStage, StageNotes } from "./stage.ts";
import { contract, type Row } from "./table.ts";

/** What the names of steps that bring people's deeds into a run begin with. */
export const peopleEntry = "people";

/** Tables of which steps are made. */
type StepTable = Exclude<PeopleTable, "remarks">;

/** Tables of which steps are made, and the place of each step in a pipeline. */
const places: Readonly<Record<StepTable, (steps: readonly Step[]) => number>> = {
  votes: () => 1,
  // After the last stage that decides: dropping a kept document must not bring its copy back. People have the last word.
  decisions: (steps) =>
    Math.max(
      0,
      steps.findLastIndex(({ stage }) => "decisions" in stage.tables),
    ) + 1,
  // Before whoever learns from them, and after every edit, since they carry the texts.
  preferences: (steps) => {
    const reader = steps.findIndex(({ stage }) => stage.reads.includes("preferences"));
    return reader < 0 ? steps.length : reader;
  },
};

const stepTables = Object.keys(places) as StepTable[];
const stepNames: ReadonlySet<string> = new Set(stepTables.map((table) => `${peopleEntry}.${table}`));

/** True for the steps that `withPeople` adds; the entries of a pipeline have no dot. */
export function isPeopleStep({ entry }: Pick<Step, "entry">): boolean {
  return stepNames.has(entry);
}

/**
 * The pipeline with what people did to this corpus as steps of their own (`people.votes`, `people.decisions`,
 * `people.preferences`), each keyed by the rows it brings: a new vote runs again what reads votes and nothing else. Without deeds
 * the pipeline is what it was.
 */
export function withPeople(pipeline: Pipeline, people: Pick<People, "rows">): Pipeline {
  let steps = pipeline.steps;
  for (const table of stepTables) {
    const rows = people.rows(table);
    if (rows.length > 0) steps = steps.toSpliced(places[table](steps), 0, step(table, rows));
  }
  return { ...pipeline, steps };
}

/** Each is an entry of its own, so that it has its own line in the terminal. */
function step(table: StepTable, rows: readonly Row[]): Step {
  const stage: QueryStage = {
    kind: table,
    version: 1,
    shape: "query",
    options: { rows: sha256(canonical(rows)) },
    tables: { [table]: contract[table] },
    reads: table === "preferences" ? ["documents", "text"] : ["documents"],
    run: (context) =>
      table === "preferences" ? writePreferences(context, rows) : writeKnown(context, table, rows),
  };
  const name = `${peopleEntry}.${table}`;
  return { name, entry: name, stage };
}

async function writeKnown(
  context: QueryContext,
  table: "votes" | "decisions",
  rows: readonly Row[],
): Promise<StageNotes> {
  const ids = rows.map(({ id }) => String(id));
  const known = await columnById(context, "documents", "id", ids);
  const kept = rows.filter(({ id }) => known.has(String(id)));
  await context.append(table, batchOf(contract[table], kept));
  return notes(table, kept, rows.length);
}

async function writePreferences(context: QueryContext, rows: readonly Row[]): Promise<StageNotes> {
  const ids = rows.flatMap(({ chosen, rejected }) => [String(chosen), String(rejected)]);
  const texts = await columnById(context, "text", "text", ids);
  const kept = rows.flatMap((row) => {
    const [chosen, rejected] = [texts.get(String(row.chosen)), texts.get(String(row.rejected))];
    return chosen === undefined || rejected === undefined ? [] : [{ ...row, chosen, rejected }];
  });
  await context.append("preferences", batchOf(contract.preferences, kept));
  return notes("preferences", kept, rows.length);
}

function notes(table: StepTable, kept: readonly Row[], all: number): StageNotes {
  const voters = new Set(kept.map(({ voter }) => voter).filter((voter) => voter !== undefined)).size;
  const unknown = all - kept.length;
  return {
    [table]: kept.length,
    ...(voters > 0 ? { people: voters } : {}),
    ...(unknown > 0 ? { "on documents that are not in this input": unknown } : {}),
  };
}

const chunk = 5000;

/** One column of the rows with these ids. */
async function columnById(
  context: QueryContext,
  table: string,
  column: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)];
  await context.execute("CREATE OR REPLACE TEMP TABLE people_documents (id VARCHAR)");
  for (let at = 0; at < wanted.length; at += chunk) {
    const values = wanted.slice(at, at + chunk).map((id) => `(${literal(id)})`);
    await context.execute(`INSERT INTO people_documents VALUES ${values.join(", ")}`);
  }
  const found = new Map<string, string>();
  const rows = await context.rows(
    `SELECT t.id AS id, t.${column} AS value FROM ${context.table(table)} AS t JOIN people_documents AS p ON p.id = t.id`,
  );
  for (const { id, value } of rows) found.set(String(id), String(value));
  return found;
}
